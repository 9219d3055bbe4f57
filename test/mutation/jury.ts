import type { Mutant } from './mutant';
import type { RunnerProcess } from './runner-process';
import { TestFile, TestFiles } from './test-files';
import type { Verdict } from './verdict';

/** The number of tests of a file that must pass alone before the others are assumed to do so, too. */
const ENOUGH = 3;
/** The factor by which mutated code may run more often than without the mutant, before it counts as an endless loop. */
const HIT_FACTOR = 100;
/** The time limit of a test with a mutant, in addition to five times that of the slowest test of its file without one. */
const TEST_MILLIS = 3_000;
/** The time limit of a file with a mutant, in addition to four times its time without one. */
const FILE_MILLIS = 20_000;

interface Found {
  readonly state: 'killed' | 'timeout';
  readonly failure: string;
}

/** Tries a mutant on one test file after another, until one notices it. */
export class Jury {
  /** The numbers of tried and noticed mutants, by source file and test file. */
  private readonly record = new Map<string, { tries: number; kills: number }>();

  /** `patience`: the milliseconds after which no further file is tried on a mutant. */
  constructor(private readonly testFiles: TestFiles, private readonly files: readonly string[], private readonly patience: number) {}

  async judge(mutant: Mutant, runner: RunnerProcess): Promise<Verdict> {
    const started = performance.now();
    let covered = false;
    let tried = 0;
    const left = new Set(this.files);
    while (left.size > 0 && tried < this.patience) {
      const next = this.best(mutant, left);
      left.delete(next);
      const testFile = await this.testFiles.get(next, runner);
      const trying = performance.now();
      if (!testFile || !(testFile.anyTest.has(mutant.id) || testFile.tests.has(mutant.id))) {
        continue;
      }
      covered = true;
      const found = await this.try(mutant, testFile, runner);
      tried += performance.now() - trying;
      const record = this.recordOf(mutant, next);
      record.tries++;
      if (found) {
        record.kills++;
        return { mutant, ...found, by: next, millis: performance.now() - started };
      }
    }
    return { mutant, state: covered ? 'survived' : 'uncovered', millis: performance.now() - started };
  }

  /** The file with the best ratio of probability to time. */
  private best(mutant: Mutant, left: ReadonlySet<string>): string {
    const worth = (file: string) => {
      const { tries, kills } = this.recordOf(mutant, file);
      return (kills + likeness(mutant.file, file)) / (tries + 1) / (this.testFiles.millis.get(file) ?? guess(file));
    };
    return [...left].reduce((one, other) => (worth(other) > worth(one) ? other : one));
  }

  private recordOf(mutant: Mutant, file: string): { tries: number; kills: number } {
    const key = `${mutant.file} ${file}`;
    const record = this.record.get(key) ?? { tries: 0, kills: 0 };
    this.record.set(key, record);
    return record;
  }

  private async try(mutant: Mutant, testFile: TestFile, runner: RunnerProcess): Promise<Found | undefined> {
    const { file, hits, anyTest, tests, millis, slowest, startsOthers, independent } = testFile;
    const ordered = [...independent.values()].includes(false);
    const only = anyTest.has(mutant.id) || ordered ? undefined : tests.get(mutant.id)!;
    const order = {
      file,
      mutant: mutant.id,
      only,
      hitLimit: (hits[mutant.id] ?? 0) * HIT_FACTOR + 1_000,
      timeout: TEST_MILLIS + 5 * slowest,
    };
    const limit = FILE_MILLIS + 4 * millis;
    const outcome = await runner.run(order, limit);
    if (typeof outcome === 'string') {
      return { state: outcome === 'timeout' ? 'timeout' : 'killed', failure: outcome };
    }
    if (!outcome.failure) {
      return undefined;
    }
    const { test, message } = outcome.failure;
    const failure = `${test ?? ''}: ${message.slice(0, 300)}`;
    const state = /Exceeded timeout|Hit count limit/.test(message) ? 'timeout' : 'killed';
    if (test !== undefined && only) {
      if (!await this.passesAlone(testFile, test, runner)) {
        return this.try(mutant, testFile, runner);
      }
    }
    if (startsOthers && state === 'killed') {
      const again = await runner.run({ ...order, only: test === undefined || ordered ? only : [test] }, limit);
      if (typeof again !== 'string' && !again.failure) {
        // Either it failed by chance, or it needs the tests before it.
        const whole = await runner.run(order, limit);
        return typeof whole === 'string' || whole.failure ? { state, failure } : undefined;
      }
    }
    return { state, failure };
  }

  /** Otherwise, its failure may be due to the absence of the others. */
  private async passesAlone({ file, independent }: TestFile, test: string, runner: RunnerProcess): Promise<boolean> {
    if (!independent.has(test) && ([...independent.values()].includes(false) || independent.size < ENOUGH)) {
      const outcome = await runner.run({ file, only: [test], mutant: 'none', timeout: FILE_MILLIS }, 5 * FILE_MILLIS);
      independent.set(test, typeof outcome !== 'string' && !outcome.failure);
    }
    return independent.get(test) ?? true;
  }
}

/** Words that say nothing about the subject of a file. */
const COMMON = ['src', 'lambda', 'notes', 'test', 'ts'];

/** The probability that a test file notices a mutant of a source file, by the words of their names. */
function likeness(source: string, test: string): number {
  const words = new Set(source.split(/\W/).filter((word) => !COMMON.includes(word)));
  return 0.02 + 0.3 * test.split(/\W/).filter((word) => words.has(word)).length;
}

/** The assumed time of a file that has not run yet, in milliseconds. */
const guess = (file: string): number => (file.startsWith('test/src') || /^test\/lambda\/.*\//.test(file) ? 1_000 : 10_000);
