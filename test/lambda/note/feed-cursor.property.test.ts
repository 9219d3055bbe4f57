import fc from 'fast-check';
import { decodeFeedCursor, encodeFeedCursor, FeedCursor } from '../../../lambda/note/feed-cursor';
import { LIMITS } from '../../../src/contract/limits';
import { anyString, text, textAround } from '../arbitraries';

const invalidCursor = expect.objectContaining({ code: 'invalid-cursor', status: 400 });
const gone = expect.objectContaining({ code: 'resync-required', status: 410 });

const isKey = (key: string) => key !== '' && key.isWellFormed() && Buffer.byteLength(key) <= LIMITS.noteIdBytes;
const anyKey = fc.oneof(anyString(), textAround(LIMITS.noteIdBytes), fc.constantFrom('', '~idempotency-key#a', '\ud800', 'a'));
const key = anyKey.filter(isKey);
const date = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }).map((time) => time.toISOString());
const scope = fc.record({ userId: text({ minLength: 1 }), retentionSeconds: fc.integer({ min: 86_400, max: 31_536_000 }) });
const after = fc.record({ updatedAt: fc.oneof(date, key), id: key });
const cursors: fc.Arbitrary<FeedCursor> = fc.oneof(
  fc.record({ frontier: date }),
  fc.record({ frontier: date, isFirst: fc.boolean(), after }),
);

test('a cursor of the feed comes back as it was given', () => {
  fc.assert(fc.property(cursors, scope, (cursor, given) => {
    const encoded = encodeFeedCursor(cursor, given);
    expect(encoded).toMatch(/^[\w-]+$/);
    expect(decodeFeedCursor(encoded, given)).toEqual(cursor);
  }));
});

test('a cursor belongs to no other user', () => {
  fc.assert(fc.property(cursors, scope, text({ minLength: 1 }), (cursor, given, userId) => {
    fc.pre(userId !== given.userId);
    expect(() => decodeFeedCursor(encodeFeedCursor(cursor, given), { ...given, userId })).toThrow(invalidCursor);
  }));
});

test('a cursor that was given while deletions were told for another time is gone', () => {
  fc.assert(fc.property(cursors, scope, fc.nat(), (cursor, given, retentionSeconds) => {
    fc.pre(retentionSeconds !== given.retentionSeconds);
    expect(() => decodeFeedCursor(encodeFeedCursor(cursor, given), { ...given, retentionSeconds })).toThrow(gone);
  }));
});

test('a row that DynamoDB would not start after is never decoded', () => {
  fc.assert(fc.property(anyKey.filter((other) => !isKey(other)), key, date, scope, (other, own, frontier, given) => {
    for (const impossible of [{ updatedAt: other, id: own }, { updatedAt: own, id: other }]) {
      const encoded = encodeFeedCursor({ frontier, isFirst: false, after: impossible }, given);
      expect(() => decodeFeedCursor(encoded, given)).toThrow(invalidCursor);
    }
  }));
});

test.each([
  ['a date without milliseconds', '2026-01-01T00:00:00Z'],
  ['a date of another zone', '2026-01-01T00:00:00.000+01:00'],
  ['a day that does not exist', '2026-02-30T00:00:00.000Z'],
  ['no date', ''],
])('%s is no frontier', (_, frontier) => {
  const given = { userId: 'alice', retentionSeconds: 86_400 };
  expect(() => decodeFeedCursor(encodeFeedCursor({ frontier }, given), given)).toThrow(invalidCursor);
});

const reworked = (cursor: string, rework: (json: string) => string) =>
  Buffer.from(rework(Buffer.from(cursor, 'base64url').toString())).toString('base64url');

test.each<[string, (cursor: string) => string]>([
  ['padding', (cursor) => `${cursor}=`],
  ['blanks in its JSON', (cursor) => reworked(cursor, (json) => json.replace(',', ', '))],
  ['another version', (cursor) => reworked(cursor, (json) => json.replace('[1', '[2'))],
  ['another kind', (cursor) => reworked(cursor, (json) => json.replace('"changes"', '"desc"'))],
  ['one more element', (cursor) => reworked(cursor, (json) => json.replace(/\]$/, ',null]'))],
  ['two more elements', (cursor) => reworked(cursor, (json) => json.replace(/\]$/, ',false,"a"]'))],
  ['a number for a text', (cursor) => reworked(cursor, (json) => json.replace(/,"[^"]*"\]$/, ',5]'))],
  ['an object for the array', (cursor) => reworked(cursor, (json) => JSON.stringify({ ...JSON.parse(json) }))],
])('a cursor with %s is none', (_, rework) => {
  fc.assert(fc.property(cursors, scope, (cursor, given) => {
    const encoded = encodeFeedCursor(cursor, given);
    fc.pre(rework(encoded) !== encoded);
    expect(() => decodeFeedCursor(rework(encoded), given)).toThrow(invalidCursor);
  }));
});

test('a number says nothing of whether a pass is the first', () => {
  const given = { userId: 'alice', retentionSeconds: 86_400 };
  const encoded = encodeFeedCursor({ frontier: '2026-01-01T00:00:00.000Z', isFirst: true, after: { updatedAt: 'a', id: 'b' } }, given);
  expect(() => decodeFeedCursor(reworked(encoded, (json) => json.replace('true', '1')), given)).toThrow(invalidCursor);
});

test('whatever else is no cursor, and nothing worse', () => {
  const anything = fc.oneof(
    anyString(),
    fc.base64String(),
    fc.oneof(fc.json(), fc.array(fc.jsonValue(), { minLength: 4, maxLength: 9 }).map((value) => JSON.stringify(value)))
      .map((json) => Buffer.from(json).toString('base64url')),
  );
  fc.assert(fc.property(anything, scope, (cursor, given) => {
    expect(() => decodeFeedCursor(cursor, given)).toThrow(invalidCursor);
  }), { numRuns: 500 });
});

test.each<[string, unknown]>([
  ['a text', '86400'], ['null', null], ['an object', {}], ['a list', [86_400]], ['nothing', 0], ['less than nothing', -86_400], ['a part of a second', 1.5], ['1e21', 1e21],
])('%s is no time that deletions are told for', (_, retentionSeconds) => {
  const given = { userId: 'alice', retentionSeconds: retentionSeconds as number };
  const encoded = encodeFeedCursor({ frontier: '2026-01-01T00:00:00.000Z' }, given);
  expect(() => decodeFeedCursor(encoded, { ...given, retentionSeconds: 86_400 })).toThrow(invalidCursor);
});
