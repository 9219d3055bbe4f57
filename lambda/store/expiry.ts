import { Expression } from './expression';
import type { Item } from './note-item';
import { ENVIRONMENT } from '../../src/contract/environment';
import { TABLE } from '../../src/contract/table';
import { now } from '../dynamodb/clock';
import { LATEST } from '../note/date-time';

/** TTL ignores older rows: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html */
const FIVE_YEARS_SECONDS = 5 * 365 * 24 * 60 * 60;

const ROWS_EXPIRE = process.env[ENVIRONMENT.rowsNeverExpire] !== 'true';

/** The expiry times, in seconds since 1970, of expired rows that TTL may not have deleted yet. */
function expired(): { from: number; to: number } {
  const to = Math.floor(now().getTime() / 1000);
  return { from: to - FIVE_YEARS_SECONDS, to };
}

/** Whether a row has expired. Such a row counts as deleted, though TTL deletes it late. */
export function isExpired(item: Item): boolean {
  const { from, to } = expired();
  const seconds = Number(item[TABLE.timeToLive]?.N);
  return ROWS_EXPIRE && seconds >= from && seconds <= to;
}

/** The time when a row expires or has expired; undefined if it never does. */
export function expiryOf(item: Item): string | undefined {
  const time = Number(item[TABLE.timeToLive]?.N) * 1_000;
  return ROWS_EXPIRE && time >= expired().from * 1_000 && time <= LATEST ? new Date(time).toISOString() : undefined;
}

/** The condition that the row has expired; undefined if rows never expire. */
export function hasExpired(): Expression | undefined {
  const { from, to } = expired();
  return ROWS_EXPIRE
    ? {
      text: '(#expiresAt BETWEEN :expiredFrom AND :expiredTo)',
      names: { '#expiresAt': TABLE.timeToLive },
      values: { ':expiredFrom': { N: `${from}` }, ':expiredTo': { N: `${to}` } },
    }
    : undefined;
}
