import fc from 'fast-check';
import { anyString, text, textAround } from './arbitraries';
import { NOTE_FIELD_NAMES, NOTE_FIELDS, NoteField, NoteFieldRow, TextRule } from '../../src/contract/note-fields';

const wrongType = fc.oneof(fc.constantFrom<unknown>(null, 5, 0, true, false, [], ['a'], {}, { S: 'a' }), fc.jsonValue());
const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

/** A value that is mostly acceptable, so that a body of several is often enough. */
const member = (good: fc.Arbitrary<unknown>, bad: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 6, arbitrary: good }, { weight: 1, arbitrary: bad }, { weight: 1, arbitrary: wrongType });

/** The beginning of a text that a rule accepts. */
function accepted(given: string, { maxBytes = Infinity, noControlCharacters }: TextRule): string {
  const clean = [...noControlCharacters ? given.replace(/\p{Cc}/gu, '') : given];
  while (Buffer.byteLength(clean.join('')) > maxBytes) {
    clean.pop();
  }
  return clean.join('');
}

const texts = (rule: TextRule) => text().map((given) => accepted(given, rule));

const otherTexts = ({ maxBytes = 40 }: TextRule) =>
  fc.oneof(textAround(maxBytes), anyString(), fc.constantFrom('', 'a\n', '\ta', 'a\x7f', '\x85', 'a'.repeat(maxBytes + 1)));

const dateTimes = fc.oneof(
  fc.date({ min: new Date(0), max: new Date(1e12), noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom(4, -4).map(minutesFromNow),
);

const otherDateTimes = fc.oneof(
  anyString(),
  fc.constantFrom(6, 1e6).map(minutesFromNow),
  fc.constantFrom('2020-02-30T00:00:00Z', '2020-01-01', '1969-12-31T23:59:59Z', ''),
);

function memberOf(row: NoteFieldRow): fc.Arbitrary<unknown> {
  switch (row.kind) {
    case 'text': return member(texts(row), otherTexts(row));
    case 'texts': return member(
      fc.uniqueArray(texts(row.items), { maxLength: row.maxItems }),
      fc.array(fc.oneof(otherTexts(row.items), wrongType), { maxLength: row.maxItems + 1 }),
    );
    case 'date-time': return member(dateTimes, otherDateTimes);
  }
}

const MEMBERS = Object.fromEntries(NOTE_FIELD_NAMES.map((field) => [field, memberOf(NOTE_FIELDS[field])])) as
  Record<NoteField, fc.Arbitrary<unknown>>;
const { content } = MEMBERS;

/** The objects that a body of JSON can be, often with the members of a note. */
export const body: fc.Arbitrary<object> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ ...MEMBERS, other: fc.jsonValue(), PK: fc.constant('mallory') }, { requiredKeys: ['content'] }),
  },
  { weight: 2, arbitrary: fc.record({ ...MEMBERS, rev: fc.constant('1') }, { requiredKeys: [] }) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom('__proto__', 'constructor', 'toString'), content)
      .map(([name, value]) => JSON.parse(`{"${name}":{"content":${JSON.stringify(value)},"title":"a"}}`) as object),
  },
);

/** Any JSON value, mostly such an object. */
export const bodyValue = fc.oneof({ weight: 20, arbitrary: body }, { weight: 1, arbitrary: fc.jsonValue() });
