import fc from 'fast-check';
import { entityTags } from '../../../lambda/http/entity-tags';
import { idempotencyKey } from '../../../lambda/http/idempotency-key';
import { ownerOf } from '../../../lambda/http/owner';
import { encodeCursor } from '../../../lambda/note/cursor';
import { newNote } from '../../../lambda/note/note';
import { PARAMETERS } from '../../../src/contract/openapi-parameters';
import { JsonSchema } from '../../../src/contract/schemas';
import { text } from '../arbitraries';
import { proxyEvent } from '../event';

const schemaOf = (name: string): JsonSchema => (PARAMETERS[name] as { schema: JsonSchema }).schema;

/** Whether the document admits a value. JSON Schema counts characters. */
function admits(name: string, value: string): boolean {
  const { minLength = 0, maxLength = Infinity, pattern } = schemaOf(name);
  const { length } = [...value];
  return length >= minLength && length <= maxLength && new RegExp(pattern!, 'u').test(value);
}

/** Whether a function accepts a value. */
function accepts(check: () => unknown): boolean {
  try {
    return check() !== false;
  } catch (error) {
    expect(error).toMatchObject({ status: 400 });
    return false;
  }
}

const ACCEPTED: Readonly<Record<string, (value: string) => boolean>> = {
  'userId': (value) => accepts(() => ownerOf(proxyEvent({ pathParameters: { userId: encodeURIComponent(value) } }))),
  'Idempotency-Key': (value) => accepts(() => idempotencyKey(value)),
  'If-Match': (value) => accepts(() => entityTags(value)),
  'If-None-Match': (value) => accepts(() => entityTags(value)),
};

const NAMES = Object.keys(ACCEPTED);

/** Values that may or may not be admitted: near the rules, and without the spaces around that HTTP removes. */
const value = fc.oneof(
  text(),
  fc.string({ unit: fc.constantFrom('.', '/', 'a', '~', '\u007f', '\n', 'ä', '"', '\\', 'W', '*', ',', ' ') }),
  fc.constantFrom('', '.', '..', '...', '.a', 'a.', '..a', '.a.', 'W/"a"', 'W/', 'W/a', 'W', 'Wa', '*', '"a", W/"b"', '"', '""', 'a,b', '"a" "b"'),
  ...[1024, 1025, 2048, 2049, 255, 256].map((length) => fc.constant('a'.repeat(length))),
  ...[255, 256].map((length) => fc.constant(`"${'\\"'.repeat(length)}"`)),
).map((given) => given.trim());

test.each(NAMES)('a value of %s that the document admits, the functions accept', (name) => {
  let admitted = 0;
  const { maxLength = 512, pattern } = schemaOf(name);
  fc.assert(fc.property(fc.oneof(value, fc.stringMatching(new RegExp(pattern!))), (given) => {
    // The document states limits in bytes, and the number of tags, in words.
    if (admits(name, given) && Buffer.byteLength(given) <= maxLength) {
      admitted++;
      expect({ given, isAccepted: ACCEPTED[name](given) }).toEqual({ given, isAccepted: true });
    }
  }), { numRuns: 1000 });
  expect(admitted).toBeGreaterThan(100);
});

test.each(NAMES)('a value of %s that the document does not admit, the functions refuse', (name) => {
  fc.assert(fc.property(value, (given) => {
    if (!admits(name, given)) {
      expect({ given, isAccepted: ACCEPTED[name](given) }).toEqual({ given, isAccepted: false });
    }
  }), { numRuns: 1000 });
});

test.each([
  ['If-Match', ['*', '"a"', 'W/"a"', '"a", "b"', 'abc', 'W/abc', 'abc , "d"', 'W']],
  ['id', [newNote({ content: '' }, new Date()).id, 'my-id', '.hidden', '..x']],
  ['cursor', [encodeCursor('id', 'alice', 'asc')]],
])('the document admits every value of %s that clients need', (name, values) => {
  expect(values.filter((given) => !admits(name, given))).toEqual([]);
});

test.each([
  ['userId', ['', '.', '..', 'a/b', 'a\nb', 'a'.repeat(2049)]],
  ['id', ['', '.', '..']],
  ['cursor', ['', 'a b', '=']],
  ['Idempotency-Key', ['', 'a'.repeat(256), 'ä', '"a']],
  ['If-Match', ['', '*, "a"', '"', ',', 'W/', 'W/W/a']],
])('the document admits none of the values of %s that no request may have', (name, values) => {
  expect(values.filter((given) => admits(name, given))).toEqual([]);
});

test('no pattern has look-arounds, and all are anchored', () => {
  const patterns = Object.keys(PARAMETERS).map((name) => schemaOf(name).pattern).filter((pattern) => pattern !== undefined);
  expect(patterns.length).toBeGreaterThan(4);
  expect(patterns.filter((pattern) => !/^\^(?!.*\(\?)(?!.*[^\\]\(\?<).*\$$/.test(pattern))).toEqual([]);
});
