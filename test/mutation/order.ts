import type { Failure } from './test-file';

/** A run of a test file. */
export interface Order {
  readonly file: string;
  /** None to see that the file passes, and what it covers. */
  readonly mutant?: string;
  /** Only these tests. */
  readonly only?: readonly string[];
  /** How often the mutated code may run before it counts as an endless loop. */
  readonly hitLimit?: number;
  /** How long one test may take, in milliseconds. */
  readonly timeout: number;
}

/** Which mutants a test file reaches. */
export interface Coverage {
  /** How often each ran in the process of the tests. */
  readonly hits: Readonly<Record<string, number>>;
  /** While no test ran, or in another thread or process: any test may notice them. */
  readonly anyTest: readonly string[];
  readonly byTest: readonly { readonly test: string; readonly mutants: readonly string[] }[];
}

export interface Outcome {
  readonly failure?: Failure;
  readonly millis: number;
  /** How long the slowest test took, in milliseconds. */
  readonly slowest: number;
  readonly coverage?: Coverage;
}
