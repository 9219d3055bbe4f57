/** Timers take no more. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** How long a call may take, and when its caller no longer wants it. */
export class Deadline {
  private readonly end: number;

  constructor(millis: number, private readonly signal: AbortSignal | undefined) {
    this.end = performance.now() + millis;
  }

  /** The milliseconds that are left. */
  get left(): number {
    return this.end - performance.now();
  }

  /** Rejects with the caller's reason once the caller has aborted. */
  throwIfAborted(): void {
    this.signal?.throwIfAborted();
  }

  /** Rejects when the work takes longer than this, or than what is left, or when the caller aborts. */
  async within<Result>(millis: number, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    this.throwIfAborted();
    // Not AbortSignal.timeout: its timers would outlive the answers.
    const controller = new AbortController();
    const { signal } = controller;
    const abort = () => controller.abort(this.signal!.reason);
    const timer = setTimeout(
      () => controller.abort(new DOMException('The answer took too long.', 'TimeoutError')),
      Math.max(0, Math.min(millis, this.left, LONGEST_TIMER)),
    );
    this.signal?.addEventListener('abort', abort);
    try {
      return await Promise.race([
        work(signal),
        new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
      ]);
    } finally {
      clearTimeout(timer);
      this.signal?.removeEventListener('abort', abort);
    }
  }

  /** Ends early when the caller aborts. */
  async pause(millis: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.signal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, Math.min(millis, LONGEST_TIMER));
      this.signal?.addEventListener('abort', end);
    });
  }
}
