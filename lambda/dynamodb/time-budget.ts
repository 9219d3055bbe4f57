import { ENVIRONMENT } from '../../src/contract/environment';
import { DEFAULT_TIME_BUDGET, RESERVE_MILLIS, TimeBudgetMillis } from '../../src/contract/time-budget';

export const TIME_BUDGET: TimeBudgetMillis = { ...DEFAULT_TIME_BUDGET, ...JSON.parse(process.env[ENVIRONMENT.timeBudget] ?? '{}') };

export class TimeoutError extends Error {
  public readonly name = 'TimeoutError';
}

/** Ends all attempts of a request in time for an answer, also while a body drips. */
export class Deadline {
  /** Rejects when it has. */
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

  /** What comes of the work; it is not begun, or not waited for any longer, when the deadline has passed. */
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
