import type { Jury } from './jury';
import type { Mutant } from './mutant';
import { isUnnoticed, line } from './report';
import type { RunnerProcess } from './runner-process';
import { TestFiles } from './test-files';
import type { Verdict } from './verdict';

/** The number of mutants after which a test file must pass again without one. */
const CHECK_AFTER = 25;

/** Judges mutants one after another, on one runner. */
export class Campaign {
  readonly verdicts: Verdict[] = [];
  /** Since the last check. */
  private recent: Verdict[] = [];

  constructor(
    private readonly runner: RunnerProcess,
    private readonly jury: Jury,
    private readonly testFiles: TestFiles,
    private readonly log: (line: string) => void,
  ) {}

  /** Takes mutants until none is left, or the campaign is over. */
  async run(mutants: Mutant[], isOver: () => boolean): Promise<void> {
    while (mutants.length > 0 && !isOver()) {
      const verdict = await this.jury.judge(mutants.shift()!, this.runner);
      this.recent.push(verdict);
      if (isUnnoticed(verdict)) {
        this.log(line(verdict));
      }
      if (this.recent.length === CHECK_AFTER) {
        await this.check();
      }
    }
    await this.check();
    this.runner.stop();
  }

  /** A mutant may have left something in the process that fails tests of others: then all are judged again, each in its own process. */
  private async check(): Promise<void> {
    const { recent } = this;
    this.recent = [];
    const by = recent.findLast(({ state }) => state === 'killed')?.by;
    if (by && !await this.passes(by)) {
      this.log(`judging ${recent.length} mutants again, because ${by} then failed without a mutant`);
      for (const { mutant } of recent) {
        this.runner.stop();
        this.verdicts.push(await this.jury.judge(mutant, this.runner));
      }
      this.runner.stop();
      return;
    }
    this.verdicts.push(...recent);
  }

  private async passes(file: string): Promise<boolean> {
    const { millis } = (await this.testFiles.get(file, this.runner))!;
    const outcome = await this.runner.run({ file, mutant: 'none', timeout: 20_000 + 4 * millis }, 60_000 + 8 * millis);
    return typeof outcome !== 'string' && !outcome.failure;
  }
}
