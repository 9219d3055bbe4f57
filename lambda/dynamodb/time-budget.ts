import { ENVIRONMENT } from '../../src/contract/environment';
import { DEFAULT_TIME_BUDGET, RESERVE_MILLIS, TimeBudgetMillis } from '../../src/contract/time-budget';

export const TIME_BUDGET: TimeBudgetMillis = { ...DEFAULT_TIME_BUDGET, ...JSON.parse(process.env[ENVIRONMENT.timeBudget] ?? '{}') };

export class TimeoutError extends Error {
  public readonly name = 'TimeoutError';
}

/** Ends all attempts of a request in time to answer, even while a body arrives slowly. */
export class Deadline {
  /** Rejects once the deadline has passed. */
  public readonly passed: Promise<never>;

  private timer?: NodeJS.Timeout;
  private over: boolean;

  constructor(remainingMillis: number) {
    const millis = Math.min(TIME_BUDGET.allAttempts, remainingMillis - RESERVE_MILLIS);
    this.over = millis <= 0;
    this.passed = new Promise((_, reject) => {
      this.timer = setTimeout(() => {
        this.over = true;
        reject(new TimeoutError('all attempts'));
      }, millis);
    });
  }

  /** The result of the work. Once the deadline has passed, it does not start, or is no longer awaited. */
  public async before<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.over) {
      throw new TimeoutError('no time left');
    }
    return Promise.race([work(), this.passed]);
  }

  public clear(): void {
    clearTimeout(this.timer);
  }
}
