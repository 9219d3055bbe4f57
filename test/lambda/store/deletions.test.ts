import { IN_TRASH, NOTE, NOW, NOW_SECONDS, seconds, TOMBSTONE, TrashStage, without } from './trash-stage';
import { Meanwhile, Step } from '../fault-proxy';
import { Row } from '../notes-table';

// Without a trash.
const stage = TrashStage.forTests({});

const MISSING = { status: 404, json: { code: 'note-not-found' } };
const UNKNOWN = { status: 503, json: { detail: 'The notes are temporarily unavailable: the note may or may not have been deleted.' } };
const later = (millis: number): Row => ({ ...NOTE, updatedAt: { S: new Date(Date.parse(NOW) + millis).toISOString() } });
const put = (row: Row): Meanwhile => () => stage.put(row);

test.each<[string, Row, number]>([
  ['a note', NOTE, 1],
  ['a note without content', { ...NOTE, noteContent: { S: '' } }, 1],
  ['a note without dates and revision', { noteContent: { S: 'c' } }, 1],
  ['a note that expires later', { ...NOTE, expiresAt: seconds(NOW_SECONDS + 1) }, 1],
  ['a note with the date of now', later(0), 2],
  ['a note of a function whose clock is ahead', later(2_000), 2],
])('a deletion of %s leaves no row', async (_, row, attempts) => {
  await stage.put(row);
  expect(await stage.send('deletion for good')).toMatchObject({ status: 204, json: undefined });
  expect(await stage.row()).toBeUndefined();
  expect(stage.proxy.attempts).toEqual(Array.from({ length: attempts }, () => 'DeleteItem'));
});

test.each<[string, Row | undefined]>([
  ['no row', undefined],
  ['an expired note', { ...NOTE, expiresAt: seconds(NOW_SECONDS) }],
  ['a note in the trash', IN_TRASH],
  ['a tombstone', TOMBSTONE],
  ['a row without content', without(NOTE, 'noteContent')],
])('a deletion of %s is a 404, and changes nothing', async (_, row) => {
  await stage.put(row);
  expect(await stage.send('deletion')).toMatchObject(MISSING);
  expect(await stage.row()).toEqual(row);
});

test('a deletion with another If-Match is a 412 with the note, but not its content', async () => {
  await stage.put(NOTE);
  const { status, json } = await stage.send('deletion', { 'If-Match': '"r0"' });
  expect({ status, current: json.current }).toEqual({
    status: 412, current: { id: 'note', createdAt: NOTE.createdAt.S, updatedAt: NOTE.updatedAt.S, etag: '"r1"' },
  });
  expect(await stage.row()).toEqual(NOTE);
});

test.each<Step>(['lost', 'reset'])('a deletion is a success when the answer to its first attempt is %s', async (step) => {
  await stage.put(NOTE);
  expect((await stage.send('deletion', {}, step)).status).toBe(204);
  expect(await stage.row()).toBeUndefined();
});

test('a deletion is not acknowledged when the note is there again after an attempt without an answer', async () => {
  await stage.put(NOTE);
  expect(await stage.send('deletion', {}, 'lost', put(later(1)))).toMatchObject(UNKNOWN);
  expect(await stage.row()).toEqual(later(1));
});

test('a deletion of a note that is changed between two attempts is a 412', async () => {
  await stage.put(later(2_000));
  const change = put({ ...later(3_000), rev: { S: 'r2' } });
  expect(await stage.send('deletion', { 'If-Match': '"r1"' }, 'pass', change)).toMatchObject({ status: 412, headers: { ETag: '"r2"' } });
});

test('a deletion that DynamoDB does not allow is a 500', async () => {
  expect(await stage.send('deletion', {}, 'denied')).toMatchObject({ status: 500, json: { code: 'internal' } });
});
