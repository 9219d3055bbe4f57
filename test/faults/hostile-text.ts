import fc from 'fast-check';
import { anyString } from '../lambda/arbitraries';

/** A text that no log may contain. No name of an error has a hyphen. */
export const SECRET = 'S3cret-text';

const LONG = [1_000, 5_000, 70_000];

/** Texts that parsers stumble over. */
const notorious = fc.constantFrom(
  '', ' ', '.', '..', '~', '~idempotency-key#a', '%', '%00', '%zz', '%ed%a0%80', '%2F', '%2e%2e', '__proto__', 'constructor', 'toString',
  '*', '"', '"*"', 'W/', 'W/"', 'W/"a"', '"a", "b"', '"a" "b"', '\\"', 'null', 'NaN', '-1', '1e9', '0x10', '\ufeff', '\0', '\ud800',
  'a\udfff', 'me', 'alice', '\r\nSet-Cookie: a=b', '${jndi:ldap://a}', '{{7*7}}', '\'; DROP TABLE Notes', '<script>', '../../etc/passwd',
);

const long = fc.tuple(fc.constantFrom('a', '"', '%', ',', '\\', '[', '{"a":', ' ', 'ä', '😀', '\ud800', '"a",', '%61'), fc.constantFrom(...LONG))
  .map(([unit, length]) => unit.repeat(length / unit.length));

/** A text of a hostile caller; many contain the text that must not be logged. */
export const hostileText = fc.oneof(
  { weight: 4, arbitrary: notorious },
  { weight: 4, arbitrary: anyString({ maxLength: 20 }) },
  { weight: 2, arbitrary: anyString({ maxLength: 10 }).map((text) => `${SECRET}${text}`) },
  { weight: 1, arbitrary: fc.tuple(notorious, notorious).map((parts) => parts.join(SECRET)) },
);

/** Sometimes a long one. */
export const hostileOrLongText = fc.oneof({ weight: 60, arbitrary: hostileText }, { weight: 1, arbitrary: long });
