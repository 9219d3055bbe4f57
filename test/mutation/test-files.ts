import type { Coverage, Order, Outcome } from './order';
import type { RunnerProcess } from './runner-process';

/** A test file as it is without a mutant. */
export interface TestFile {
  readonly file: string;
  readonly millis: number;
  readonly slowest: number;
  readonly hits: Coverage['hits'];
  /** The mutants that any test may notice. */
  readonly anyTest: ReadonlySet<string>;
  /** The tests that reach each of the others. */
  readonly tests: ReadonlyMap<string, readonly string[]>;
  /** Whether it starts threads or processes with mutants: these may fail by chance. */
  readonly startsOthers: boolean;
  /** Tests that pass without those before them. */
  readonly independent: Map<string, boolean>;
}

/** Longer than any test file takes. */
const LIMIT = 300_000;

/** The test files, each run without a mutant when it is asked for the first time. */
export class TestFiles {
  /** The time of each; undefined until it has run. */
  readonly millis = new Map<string, number>();

  private readonly known = new Map<string, Promise<TestFile | undefined>>();

  constructor(private readonly log: (line: string) => void) {}

  /** Undefined if it fails without a mutant: it reads the source as text, for example. */
  async get(file: string, runner: RunnerProcess): Promise<TestFile | undefined> {
    const known = this.known.get(file);
    if (known) {
      return known;
    }
    const found = this.run(file, runner);
    this.known.set(file, found);
    return found;
  }

  private async run(file: string, runner: RunnerProcess): Promise<TestFile | undefined> {
    const order: Order = { file, timeout: LIMIT };
    const outcome: Outcome | string = await runner.run(order, LIMIT);
    if (typeof outcome === 'string' || outcome.failure || !outcome.coverage) {
      const why = typeof outcome === 'string' ? outcome : `${outcome.failure?.test}: ${outcome.failure?.message.slice(0, 500)}`;
      this.log(`leaving out ${file}, because it fails without a mutant: ${why}`);
      return undefined;
    }
    const { millis, slowest, coverage: { hits, anyTest, byTest } } = outcome;
    this.millis.set(file, millis);
    const tests = new Map<string, string[]>();
    for (const { test, mutants } of byTest) {
      for (const mutant of mutants) {
        tests.set(mutant, [...tests.get(mutant) ?? [], test]);
      }
    }
    const startsOthers = anyTest.some((id) => !Object.hasOwn(hits, id));
    return { file, millis, slowest, hits, anyTest: new Set(anyTest), tests, startsOthers, independent: new Map() };
  }
}
