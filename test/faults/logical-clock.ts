/** A clock that stands still until it is set, so that no time passes for the functions on a slow machine. */
export class LogicalClock {
  /** Shared with the environments of the functions. */
  readonly shared = new Float64Array(new SharedArrayBuffer(8));
  private readonly waiting: { readonly until: number; readonly resolve: () => void }[] = [];

  constructor(start = Date.parse('2026-01-01T00:00:00.000Z')) {
    this.shared[0] = start;
  }

  get now(): number {
    return this.shared[0];
  }

  /** Resolves when the clock has advanced by this time. */
  after(millis: number): Promise<void> {
    return new Promise((resolve) => { this.waiting.push({ until: this.now + millis, resolve }); });
  }

  advance(millis: number): void {
    this.shared[0] += millis;
    const due = this.waiting.filter(({ until }) => until <= this.now);
    for (const each of due) {
      this.waiting.splice(this.waiting.indexOf(each), 1);
      each.resolve();
    }
  }
}
