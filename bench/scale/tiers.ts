/** The price up to this monthly amount. */
interface Tier {
  readonly upTo: number;
  readonly usd: number;
}

const MILLION = 1_000_000;
const BILLION = 1_000 * MILLION;
const TB = 1024;

/** @see https://docs.aws.amazon.com/whitepapers/latest/best-practices-api-gateway-private-apis-integration/cost-optimization.html */
export const REQUEST_TIERS: readonly Tier[] = [
  { upTo: 333 * MILLION, usd: 3.5 / MILLION },
  { upTo: BILLION, usd: 2.8 / MILLION },
  { upTo: 20 * BILLION, usd: 2.38 / MILLION },
  { upTo: Infinity, usd: 1.51 / MILLION },
];

/** For gigabytes that are sent to the internet: https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer */
export const TRANSFER_TIERS: readonly Tier[] = [
  { upTo: 10 * TB, usd: 0.09 },
  { upTo: 50 * TB, usd: 0.085 },
  { upTo: 150 * TB, usd: 0.07 },
  { upTo: Infinity, usd: 0.05 },
];

/** US dollars for an amount, each part of it at the price of its tier. */
export function tiered(amount: number, tiers: readonly Tier[]): number {
  let from = 0;
  return tiers.reduce((sum, { upTo, usd }) => {
    const part = Math.max(0, Math.min(amount, upTo) - from);
    from = upTo;
    return sum + part * usd;
  }, 0);
}
