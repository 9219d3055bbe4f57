/** Counts the work in progress. */
export class InFlight {
  private count = 0;
  private readonly waiting: (() => void)[] = [];

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    this.count += 1;
    try {
      return await work();
    } finally {
      this.count -= 1;
      if (this.count === 0) {
        this.waiting.splice(0).forEach((resolve) => resolve());
      }
    }
  }

  /** Resolves when no work is in progress. */
  async none(): Promise<void> {
    return this.count === 0 ? undefined : new Promise((resolve) => this.waiting.push(resolve));
  }
}
