import type { Failure } from './test-file';

/** A run of a test file. */
export interface Order {
  readonly file: string;
  /** Undefined to check that the file passes, and to record its coverage. */
  readonly mutant?: string;
  /** Only these tests. */
  readonly only?: readonly string[];
  /** The number of times that the mutated code may run before it counts as an endless loop. */
  readonly hitLimit?: number;
  /** The time limit of one test, in milliseconds. */
  readonly timeout: number;
}

/** The mutants that a test file reaches. */
export interface Coverage {
  /** The number of times that each ran in the process of the tests. */
  readonly hits: Readonly<Record<string, number>>;
  /** The mutants that ran while no test ran, or in another thread or process: any test may notice them. */
  readonly anyTest: readonly string[];
  readonly byTest: readonly { readonly test: string; readonly mutants: readonly string[] }[];
}

export interface Outcome {
  readonly failure?: Failure;
  readonly millis: number;
  /** The time of the slowest test, in milliseconds. */
  readonly slowest: number;
  readonly coverage?: Coverage;
}
