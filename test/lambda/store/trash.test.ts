import {
  BEFORE, IN_TRASH, NOTE, NOW, NOW_SECONDS, RequestName, seconds, TOMBSTONE, TRASH_SECONDS, TrashStage, without,
} from './trash-stage';
import { Step } from '../fault-proxy';
import { Row } from '../notes-table';

const stage = TrashStage.forTests();

const KEPT = { createdAt: NOTE.createdAt, color: NOTE.color };
const NEW_STATE = { updatedAt: { S: NOW }, rev: { S: expect.not.stringMatching(/^r1$/) } };
/** The date of a change that follows one of now. */
const LATER_DATE = '2026-06-01T12:00:00.251Z';
const DELETED = { ...NEW_STATE, deletedAt: { S: NOW }, expiresAt: seconds(NOW_SECONDS + TRASH_SECONDS) };

const MISSING = { status: 404, json: { code: 'note-not-found' } };

describe('a deletion', () => {
  test.each(['Buy milk', ''])('moves a note with the content "%s" to the trash, in one request, and keeps all its attributes', async (content) => {
    await stage.put({ ...NOTE, noteContent: { S: content } });
    expect(await stage.send('deletion')).toMatchObject({ status: 204, json: undefined });
    expect(await stage.row()).toEqual({ ...without(NOTE, 'noteContent'), ...DELETED, deletedContent: { S: content } });
    expect(stage.proxy.attempts).toEqual(['UpdateItem']);
    expect(stage.proxy.lastInput).not.toHaveProperty('ReturnValues');
  });

  const LATER = NOW_SECONDS + TRASH_SECONDS + 1;
  test.each<[string, Row[string], number]>([
    ['before it would leave the trash is kept', seconds(NOW_SECONDS + TRASH_SECONDS - 1), NOW_SECONDS + TRASH_SECONDS - 1],
    ['in a second is kept', seconds(NOW_SECONDS + 1), NOW_SECONDS + 1],
    ['after that is put off', seconds(LATER), NOW_SECONDS + TRASH_SECONDS],
    ['more than five years ago, which TTL ignores, is put off', seconds(1), NOW_SECONDS + TRASH_SECONDS],
    ['of another type is put off', { S: `${NOW_SECONDS + 60}` }, NOW_SECONDS + TRASH_SECONDS],
  ])('of a note whose own expiry is %s until it is restored', async (_, own, expected) => {
    await stage.put({ ...NOTE, expiresAt: own });
    expect((await stage.send('deletion')).status).toBe(204);
    expect(await stage.row()).toMatchObject({ deletedExpiresAt: own, expiresAt: seconds(expected), deletedContent: NOTE.noteContent });
    expect((await stage.send('restoration')).status).toBe(200);
    expect(await stage.row()).toEqual({ ...NOTE, ...NEW_STATE, updatedAt: { S: LATER_DATE }, expiresAt: own });
  });

  test.each<[string, Row]>([
    ['a note', NOTE],
    ['a note with an expiry of its own', { ...NOTE, expiresAt: seconds(NOW_SECONDS + 60) }],
    ['a note in the trash', IN_TRASH],
    ['a note in the trash with an expiry of its own', { ...IN_TRASH, deletedExpiresAt: seconds(1) }],
  ])('for good leaves of %s a tombstone without content, title and tags, in one request', async (_, row) => {
    await stage.put(row);
    expect(await stage.send('deletion for good')).toMatchObject({ status: 204, json: undefined });
    expect(await stage.row()).toEqual({ ...KEPT, ...DELETED });
    expect(stage.proxy.attempts).toEqual(['UpdateItem']);
  });
});

test('a restoration answers the note, and leaves nothing of the trash in it, in one request', async () => {
  await stage.put(IN_TRASH);
  const { status, headers, json } = await stage.send('restoration');
  const row = (await stage.row())!;
  expect(row).toEqual({ ...NOTE, ...NEW_STATE });
  const etag = `"${row.rev.S}"`;
  expect({ status, json, tag: headers.ETag }).toEqual({
    status: 200,
    json: {
      id: 'note', content: 'Buy milk', title: 'Errands', tags: ['home'], createdAt: '2020-01-01T00:00:00.000Z', updatedAt: NOW, etag,
    },
    tag: etag,
  });
  expect(stage.proxy.attempts).toEqual(['UpdateItem']);
});

/** Rows without a note in the trash. */
const NOT_IN_TRASH: readonly [string, Row | undefined][] = [
  ['no row', undefined],
  ['a note', NOTE],
  ['a tombstone', TOMBSTONE],
  ['a note whose time in the trash has passed', { ...IN_TRASH, expiresAt: seconds(NOW_SECONDS) }],
  ['a row with content and a date of deletion', { ...IN_TRASH, noteContent: NOTE.noteContent }],
  ['a row with a deleted content of another type', { ...IN_TRASH, deletedContent: { N: '1' } }],
  ['a row whose date of deletion is another', { ...IN_TRASH, deletedAt: { S: NOW } }],
  ['a row whose dates are of another type', { ...IN_TRASH, deletedAt: { N: '1' }, updatedAt: { N: '1' } }],
  ...['deletedAt', 'updatedAt', 'rev', 'expiresAt'].map((name): [string, Row] => [`a row without "${name}"`, without(IN_TRASH, name)]),
  ['a row without dates', without(IN_TRASH, 'deletedAt', 'updatedAt')],
];

/** Rows without a note. */
const NO_NOTE: readonly [string, Row | undefined][] = [
  ...NOT_IN_TRASH.filter(([, row]) => !row?.noteContent),
  ['a note in the trash', IN_TRASH],
  ['an expired note', { ...NOTE, expiresAt: seconds(NOW_SECONDS) }],
];

const cases = (request: RequestName, rows: readonly [string, Row | undefined][]) =>
  rows.map(([name, row]) => [request, name, row] as const);

test.each([
  ...cases('restoration', NOT_IN_TRASH),
  ...cases('deletion for good', NOT_IN_TRASH.filter(([, row]) => !row?.noteContent)),
  ...cases('deletion', NO_NOTE),
])('a %s of %s is a 404, and changes nothing', async (request, _, row) => {
  await stage.put(row);
  expect(await stage.send(request)).toMatchObject(MISSING);
  expect(stage.proxy.attempts).toHaveLength(1);
  expect(await stage.row()).toEqual(row);
});

test('the list of deleted notes has those that can be restored', async () => {
  for (const [at, [, row]] of NOT_IN_TRASH.entries()) {
    await stage.put(row, `note-${at}`);
  }
  await stage.put(IN_TRASH, 'restorable');
  await stage.put({ ...IN_TRASH, expiresAt: seconds(NOW_SECONDS + 1), deletedContent: { S: '' } }, 'last-second');
  const { json } = await stage.call({ method: 'GET', query: { state: 'deleted', order: 'asc' } });
  const dates = { createdAt: '2020-01-01T00:00:00.000Z', updatedAt: BEFORE, deletedAt: BEFORE };
  const others = { title: 'Errands', tags: ['home'], etag: '"r1"', ...dates };
  expect(json).toEqual({ notes: [{ id: 'last-second', content: '', ...others }, { id: 'restorable', content: 'Buy milk', ...others }] });
  for (const id of ['last-second', 'restorable']) {
    expect((await stage.call({ method: 'POST', id, restores: true })).status).toBe(200);
  }
});

test.each<[RequestName, Row, number, Step[], string]>([
  ['deletion', NOTE, 409_420, [], 'with permanent=true'],
  // Nothing that a restoration writes is longer than before, but an index of another program can have its own limit.
  ['restoration', IN_TRASH, 409_350, ['invalid'], 'note'],
])('a %s is a 413 when the row has no room for it', async (request, row, bytes, script, detail) => {
  const full = { ...row, color: { S: 'x'.repeat(bytes) } };
  await stage.put(full);
  const { status, json } = await stage.send(request, {}, ...script);
  expect({ status, json }).toMatchObject({
    status: 413, json: { code: 'note-too-large', limit: 409_600, detail: expect.stringContaining(detail) },
  });
  expect(await stage.row()).toEqual(full);
});
