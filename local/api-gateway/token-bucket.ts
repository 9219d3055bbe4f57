type Limit = number | string;

/** The limits of an account; they apply if only one of the two is set. */
const ACCOUNT_LIMITS = { burst: 5_000, rate: 10_000 };

/** A token bucket: it starts full and gains `rate` tokens a second, up to `size`. */
export class TokenBucket {
  /** The bucket for a burst and a rate limit; undefined without any limit. A negative limit is ignored. */
  static of(burst: Limit | undefined, rate: Limit | undefined, now: () => number): TokenBucket | undefined {
    const [size, speed] = [burst, rate].map((limit) => (limit === undefined || Number(limit) < 0 ? undefined : Number(limit)));
    if (size === undefined && speed === undefined) {
      return undefined;
    }
    return new TokenBucket(size ?? ACCOUNT_LIMITS.burst, speed ?? ACCOUNT_LIMITS.rate, now);
  }

  private tokens: number;
  private filledAt: number;

  private constructor(private readonly size: number, private readonly rate: number, private readonly now: () => number) {
    this.tokens = size;
    this.filledAt = now();
  }

  /** Takes a token; returns whether there was one. */
  take(): boolean {
    const now = this.now();
    this.tokens = Math.min(this.size, this.tokens + (now - this.filledAt) / 1_000 * this.rate);
    this.filledAt = now;
    if (this.tokens < 1) {
      return false;
    }
    this.tokens -= 1;
    return true;
  }
}
