/** The Quota of a usage plan. */
export interface QuotaProperties {
  readonly Limit?: number | string;
  /** The number of requests that count as used in the first period. */
  readonly Offset?: number | string;
  readonly Period?: keyof typeof PERIODS;
}

const DAY_MS = 86_400_000;

/** The first Sunday of the epoch: 1970 began on a Thursday. */
const FIRST_SUNDAY_MS = 3 * DAY_MS;

/** The number of the period that a time falls into, in UTC. A week begins on Sunday. */
const PERIODS = {
  DAY: (time: number) => Math.floor(time / DAY_MS),
  WEEK: (time: number) => Math.floor((time - FIRST_SUNDAY_MS) / (7 * DAY_MS)),
  MONTH: (time: number) => new Date(time).getUTCFullYear() * 12 + new Date(time).getUTCMonth(),
};

/** Limits the number of requests in each period. */
export class Quota {
  private readonly limit: number;
  private readonly currentPeriod: () => number;
  private period: number;
  private used: number;

  constructor({ Limit = Infinity, Offset = 0, Period = 'DAY' }: QuotaProperties, now: () => number) {
    this.limit = Number(Limit);
    this.currentPeriod = () => PERIODS[Period](now());
    this.period = this.currentPeriod();
    this.used = Number(Offset);
  }

  /** Counts a request; returns whether it is within the limit. */
  take(): boolean {
    const period = this.currentPeriod();
    if (period !== this.period) {
      this.used = 0;
    }
    this.period = period;
    if (this.used >= this.limit) {
      return false;
    }
    this.used += 1;
    return true;
  }
}
