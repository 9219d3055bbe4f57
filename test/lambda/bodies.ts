import fc from 'fast-check';
import { anyString, text, textAround } from './arbitraries';

const wrongType = fc.oneof(fc.constantFrom<unknown>(null, 5, 0, true, false, [], ['a'], {}, { S: 'a' }), fc.jsonValue());
const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

/** A value that is mostly acceptable, so that a body of several is often enough. */
const member = (good: fc.Arbitrary<unknown>, bad: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 6, arbitrary: good }, { weight: 1, arbitrary: bad }, { weight: 1, arbitrary: wrongType });

const content = member(text(), anyString());
const title = member(
  fc.oneof(text().map((whole) => whole.replace(/\p{Cc}/gu, '')), fc.string()),
  fc.oneof(textAround(1024), anyString(), fc.constantFrom('a\n', '\ta', 'a\x7f', '\x85', 'ä'.repeat(513), 'a'.repeat(1025))),
);
const createdAt = member(
  fc.oneof(
    fc.date({ min: new Date(0), max: new Date(1e12), noInvalidDate: true }).map((date) => date.toISOString()),
    fc.constantFrom(4, -4).map(minutesFromNow),
  ),
  fc.oneof(
    anyString(),
    fc.constantFrom(6, 1e6).map(minutesFromNow),
    fc.constantFrom('2020-02-30T00:00:00Z', '2020-01-01', '1969-12-31T23:59:59Z', ''),
  ),
);

/** The objects that a body of JSON can be, often with the members of a note. */
export const body: fc.Arbitrary<object> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ content, title, createdAt, other: fc.jsonValue(), PK: fc.constant('mallory') }, { requiredKeys: ['content'] }),
  },
  { weight: 2, arbitrary: fc.record({ content, title, createdAt, rev: fc.constant('1') }, { requiredKeys: [] }) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom('__proto__', 'constructor', 'toString'), content)
      .map(([name, value]) => JSON.parse(`{"${name}":{"content":${JSON.stringify(value)},"title":"a"}}`) as object),
  },
);

/** Any JSON value, mostly such an object. */
export const bodyValue = fc.oneof({ weight: 20, arbitrary: body }, { weight: 1, arbitrary: fc.jsonValue() });
