type Limit = number | string;

/** The limits of an account, which hold where only one of the two is set. */
const ACCOUNT_LIMITS = { burst: 5_000, rate: 10_000 };

/** Starts full and is filled with `rate` tokens a second, up to `size`. */
export class TokenBucket {
  /** The bucket of a burst and a rate limit; undefined where nothing is limited. */
  static of(burst: Limit | undefined, rate: Limit | undefined, now: () => number): TokenBucket | undefined {
    if (burst === undefined && rate === undefined) return undefined;
    return new TokenBucket(Number(burst ?? ACCOUNT_LIMITS.burst), Number(rate ?? ACCOUNT_LIMITS.rate), now);
  }

  private tokens: number;
  private filledAt: number;

  private constructor(private readonly size: number, private readonly rate: number, private readonly now: () => number) {
    this.tokens = size;
    this.filledAt = now();
  }

  /** Whether there was a token to take. */
  take(): boolean {
    const now = this.now();
    this.tokens = Math.min(this.size, this.tokens + (now - this.filledAt) / 1_000 * this.rate);
    this.filledAt = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
