import { Expression } from './expression';
import type { Item } from './note-item';
import { TABLE } from '../../src/contract/table';
import { now } from '../dynamodb/clock';

/** TTL ignores longer expired rows: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html */
const IGNORED_SECONDS = 5 * 365 * 24 * 60 * 60;

/** The seconds since 1970 in which a row has expired that counts as deleted, though TTL deletes it later. */
function expired(): { from: number; to: number } {
  const to = Math.floor(now().getTime() / 1000);
  return { from: to - IGNORED_SECONDS, to };
}

export function isExpired(item: Item): boolean {
  const { from, to } = expired();
  const seconds = Number(item[TABLE.timeToLive]?.N);
  return seconds >= from && seconds <= to;
}

/** The condition that the row has expired. */
export function hasExpired(): Expression {
  const { from, to } = expired();
  return {
    text: '(#expiresAt BETWEEN :expiredFrom AND :expiredTo)',
    names: { '#expiresAt': TABLE.timeToLive },
    values: { ':expiredFrom': { N: `${from}` }, ':expiredTo': { N: `${to}` } },
  };
}

export function isNotExpired(): Expression {
  const { text, ...placeholders } = hasExpired();
  return { text: `NOT ${text}`, ...placeholders };
}
