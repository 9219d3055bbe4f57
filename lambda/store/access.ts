/** Whose notes an invocation is about, and how long it may take for them. */
export interface Access {
  readonly userId: string;
  /** What is left of the invocation. */
  readonly remainingMillis: () => number;
}
