/** A mutant that no test can notice. */
export interface Equivalent {
  readonly file: string;
  /** The source line that it begins on, without indentation. */
  readonly at: string;
  readonly original: string;
  readonly replacement: string;
  readonly why: string;
}

/** Mutants that behave as the code does, or differ where nobody can see it. An entry that matches no mutant is an error. */
export const EQUIVALENTS: readonly Equivalent[] = [
];
