import fc from 'fast-check';
import { decodeCursor, encodeCursor } from '../../../lambda/note/cursor';
import { LIMITS } from '../../../src/contract/limits';
import { LIST_PARAMETERS } from '../../../src/contract/list-parameters';
import { anyString, text, textAround } from '../arbitraries';

const invalidCursor = expect.objectContaining({ code: 'invalid-cursor', status: 400 });
const order = fc.constantFrom(...LIST_PARAMETERS.order.choices);
const user = text({ minLength: 1 });

const isListed = (key: string) => key !== '' && key < '~' && key.isWellFormed() && Buffer.byteLength(key) <= 1024;
const anyKey = fc.oneof(
  anyString(),
  textAround(LIMITS.noteIdBytes),
  fc.constantFrom('', '~', '~a', '}~', '\ud800', 'a\ud800', '\udfffa', 'ü', '\u007f'),
);
const listedKey = fc.oneof(fc.uuid(), textAround(LIMITS.noteIdBytes), text()).filter(isListed);
const otherKey = anyKey.filter((key) => !isListed(key));

test('a cursor leads its own list on after the key that it was made of', () => {
  fc.assert(fc.property(listedKey, user, order, (key, userId, ownOrder) => {
    const cursor = encodeCursor(key, userId, ownOrder);
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(decodeCursor(cursor, userId, ownOrder)).toBe(key);
  }));
});

test('a cursor is of no other user\'s list, and of none in another order', () => {
  fc.assert(fc.property(listedKey, user, user, order, order, (key, userId, other, ownOrder, otherOrder) => {
    fc.pre(userId !== other || ownOrder !== otherOrder);
    expect(() => decodeCursor(encodeCursor(key, userId, ownOrder), other, otherOrder)).toThrow(invalidCursor);
  }));
});

test('a cursor tells neither the user nor the order to who cannot read it, but keeps them apart when they are much alike', () => {
  fc.assert(fc.property(user, user, (first, second) => {
    expect(encodeCursor('key', first, 'asc') === encodeCursor('key', second, 'asc')).toBe(first === second);
    expect(encodeCursor('key', first, 'asc')).not.toBe(encodeCursor('key', first, 'desc'));
  }));
});

test('a key that DynamoDB would not start a list after is never decoded', () => {
  fc.assert(fc.property(otherKey, user, order, (key, userId, ownOrder) => {
    expect(() => decodeCursor(encodeCursor(key, userId, ownOrder), userId, ownOrder)).toThrow(invalidCursor);
  }));
});

/** Other texts that decoders of base64 and JSON accept for the same value. */
const ALIKE: [string, (cursor: string) => string][] = [
  ['padding', (cursor) => `${cursor}=`],
  ['a line break', (cursor) => `${cursor}\n`],
  ['a blank before it', (cursor) => ` ${cursor}`],
  ['base64 with padding to its end', (cursor) => Buffer.from(cursor, 'base64url').toString('base64').padEnd(cursor.length + 1, '=')],
  ['something after its end', (cursor) => `${cursor}AAAA`],
  ['a dot in it', (cursor) => `${cursor.slice(0, 3)}.${cursor.slice(3)}`],
  ['blanks in its JSON', (cursor) => reworked(cursor, (json) => json.replace(',', ', '))],
  ['another version', (cursor) => reworked(cursor, (json) => json.replace('[1', '[2'))],
  ['the version as text', (cursor) => reworked(cursor, (json) => json.replace('[1', '["1"'))],
  ['more elements', (cursor) => reworked(cursor, (json) => json.replace(/\]$/, ',null]'))],
  ['escapes in its JSON', (cursor) => reworked(cursor, (json) => json.replace('sc"', '\\u0073c"'))],
  ['an object for the array', (cursor) => reworked(cursor, (json) => JSON.stringify({ ...JSON.parse(json) }))],
];

const reworked = (cursor: string, rework: (json: string) => string) =>
  Buffer.from(rework(Buffer.from(cursor, 'base64url').toString())).toString('base64url');

test.each(ALIKE)('a cursor with %s is none', (_, rework) => {
  fc.assert(fc.property(listedKey, user, order, (key, userId, ownOrder) => {
    const cursor = encodeCursor(key, userId, ownOrder);
    expect(rework(cursor)).not.toBe(cursor);
    expect(() => decodeCursor(rework(cursor), userId, ownOrder)).toThrow(invalidCursor);
  }));
});

const jsonText = fc.oneof(
  fc.json(),
  fc.tuple(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), fc.jsonValue()).map((value) => JSON.stringify(value)),
);
const anyCursor = fc.oneof(
  anyString(),
  fc.base64String(),
  jsonText.map((json) => Buffer.from(json).toString('base64url')),
);

test('whatever else is no cursor, and nothing worse', () => {
  fc.assert(fc.property(anyCursor, user, order, (cursor, userId, ownOrder) => {
    expect(() => decodeCursor(cursor, userId, ownOrder)).toThrow(invalidCursor);
  }), { numRuns: 500 });
});

test('a cursor with a character changed is none, unless it is exactly that of another key', () => {
  let refused = 0;
  fc.assert(fc.property(listedKey, user, order, fc.nat(), fc.constantFrom(...'AZaz09-_'), (key, userId, ownOrder, at, character) => {
    const cursor = encodeCursor(key, userId, ownOrder);
    const index = at % cursor.length;
    const changed = cursor.slice(0, index) + character + cursor.slice(index + 1);
    try {
      expect(encodeCursor(decodeCursor(changed, userId, ownOrder), userId, ownOrder)).toBe(changed);
    } catch (error) {
      expect(error).toEqual(invalidCursor);
      refused++;
    }
  }), { numRuns: 500 });
  expect(refused).toBeGreaterThan(100);
});

test('a cursor of the first release still leads on', () => {
  const cursor = 'WzEsImFzYyIsIks5Z0d5WDhPQUs4YUg4TXlqNmRqcVMiLCIwMTkwYTZlMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDAiXQ';
  expect(decodeCursor(cursor, 'alice', 'asc')).toBe('0190a6e0-0000-7000-8000-000000000000');
  expect(encodeCursor('0190a6e0-0000-7000-8000-000000000000', 'alice', 'asc')).toBe(cursor);
});
