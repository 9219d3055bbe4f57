import fc from 'fast-check';
import { inUtc, parseDateTime } from '../../../lambda/note/date-time';
import { anyString } from '../arbitraries';

const MAX = Date.parse('9999-12-31T23:59:59.999Z');
const time = fc.oneof(fc.integer({ min: 0, max: MAX }), fc.integer({ min: 0, max: 4e12 }));
const two = (number: number) => String(number).padStart(2, '0');

test('every time since 1970 comes back from its text, in any of the RFC\'s spellings', () => {
  fc.assert(fc.property(time, fc.constantFrom('T', 't', ' '), fc.constantFrom('Z', 'z', '+00:00', '-00:00'), (millis, separator, zone) => {
    expect(parseDateTime(new Date(millis).toISOString().replace('T', separator).replace('Z', zone))).toBe(millis);
  }));
});

test('a time is the same at any offset', () => {
  fc.assert(fc.property(time, fc.constantFrom(1, -1), fc.nat(23), fc.nat(59), (millis, sign, hours, minutes) => {
    const local = millis + sign * (hours * 60 + minutes) * 60_000;
    fc.pre(local >= 0 && local <= MAX);
    const text = new Date(local).toISOString().replace('Z', `${sign > 0 ? '+' : '-'}${two(hours)}:${two(minutes)}`);
    expect(parseDateTime(text)).toBe(millis);
  }));
});

test('fractions of a millisecond are left out', () => {
  fc.assert(fc.property(time, fc.stringMatching(/^[0-9]{1,9}$/), (millis, digits) => {
    expect(parseDateTime(new Date(millis).toISOString().replace('Z', `${digits}Z`))).toBe(millis);
  }));
});

test('a time before 1970 is none', () => {
  fc.assert(fc.property(fc.integer({ min: Date.parse('0000-01-01T00:00:00Z'), max: -1 }), (millis) => {
    expect(parseDateTime(new Date(millis).toISOString())).toBeUndefined();
  }));
});

test('only the days and hours of the calendar are', () => {
  const seen = { dates: 0, others: 0 };
  const upTo = (max: number) => fc.oneof(fc.nat(max), fc.constantFrom(0, max - 1));
  const parts = fc.tuple(fc.integer({ min: 1970, max: 2100 }), fc.integer({ min: 1, max: 13 }), upTo(32), upTo(25), upTo(61), upTo(61));
  fc.assert(fc.property(parts, ([year, month, day, hour, minute, second]) => {
    const text = `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}Z`;
    const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
    // A value out of its range carries over, and gives another text.
    const exists = date.toISOString() === text.replace('Z', '.000Z');
    expect(parseDateTime(text)).toBe(exists ? date.getTime() : undefined);
    seen[exists ? 'dates' : 'others']++;
  }), { numRuns: 1000 });
  expect(Math.min(seen.dates, seen.others)).toBeGreaterThan(100);
});

test('a text with a character more is none, and with one changed is a time or none', () => {
  fc.assert(fc.property(time, fc.nat(), anyString({ minLength: 1, maxLength: 1 }), (millis, at, character) => {
    const text = new Date(millis).toISOString();
    const index = at % text.length;
    expect([undefined, expect.any(Number)]).toContainEqual(parseDateTime(text.slice(0, index) + character + text.slice(index + 1)));
    fc.pre(!/\d/.test(character));
    expect(parseDateTime(text.slice(0, index) + character + text.slice(index))).toBeUndefined();
    expect(parseDateTime(text + character)).toBeUndefined();
  }));
});

test.each([
  '2026-01-28T23:59:59.999Z', '1970-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z', '2024-02-29T12:00:00.000Z',
])('%s is in UTC as it is', (text) => {
  expect(inUtc(text)).toBe(text);
});

test.each([
  ' 2026-01-28T23:59:59.999Z', '2026-01-28T23:59:59.999Z\n', '1969-12-28T23:59:59.999Z', '0026-01-28T00:00:00.000Z', '2026-13-01T00:00:00.000Z', '2026-00-01T00:00:00.000Z',
  '2026-01-00T00:00:00.000Z', '2026-01-32T00:00:00.000Z', '2026-02-29T00:00:00.000Z', '2026-01-01T24:00:00.000Z', '2026-01-01T00:60:00.000Z',
  '2026-01-01T00:00:60.000Z',
])('%p is no time', (text) => {
  expect(inUtc(text)).toBeUndefined();
});

test('a text in UTC is its time in UTC, and no text without a time has one', () => {
  const anyTime = fc.oneof(time, fc.integer({ min: -8.64e15, max: 8.64e15 })).map((millis) => new Date(millis).toISOString());
  const changed = fc.tuple(anyTime, fc.nat(), fc.constantFrom('0', '3', '9', 't', ' ', 'z')).map(([text, at, character]) => {
    const index = at % text.length;
    return text.slice(0, index) + character + text.slice(index + 1);
  });
  fc.assert(fc.property(fc.oneof(anyTime, changed, anyString()), (text) => {
    const millis = parseDateTime(text);
    expect(inUtc(text)).toBe(millis === undefined ? undefined : new Date(millis).toISOString());
  }), { numRuns: 1000 });
});
