/** The owner of the notes, and the remaining time of the invocation. */
export interface Access {
  readonly userId: string;
  /** The remaining time of the invocation. */
  readonly remainingMillis: () => number;
}
