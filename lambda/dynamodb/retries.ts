import { TIME_BUDGET } from './time-budget';

/** The initial and maximum quota. */
const QUOTA = 500;
const RETRY_COST = 14;
/** A success without a retry returns this much to the quota, and a success after a retry returns its cost. */
const REFUND = 1;

/**
 * The retries of an execution environment, with the quota of the SDK's standard mode: when most requests fail, there are fewer retries.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export class Retries {
  private quota = QUOTA;

  constructor(private readonly maxAttempts = TIME_BUDGET.maxAttempts) {}

  /**
   * Waits before the next attempt, with full jitter.
   *
   * @throws Error when no attempt is left
   * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
   */
  public async backOff(attempts: number): Promise<void> {
    if (attempts >= this.maxAttempts || this.quota < RETRY_COST) {
      throw new Error('no retry');
    }
    this.quota -= RETRY_COST;
    const millis = Math.random() * TIME_BUDGET.firstBackOff * 2 ** (attempts - 1);
    await new Promise((resolve) => setTimeout(resolve, millis));
  }

  public recordSuccess(attempts: number): void {
    this.quota = Math.min(QUOTA, this.quota + (attempts > 1 ? RETRY_COST : REFUND));
  }
}
