import { BEFORE, Headers, IN_TRASH, NOTE, NOW, RequestName, REQUESTS, TrashStage, without } from './trash-stage';
import { Row } from '../notes-table';

const stage = TrashStage.forTests();

const ROWS: Readonly<Record<RequestName, Row>> = { 'deletion': NOTE, 'deletion for good': IN_TRASH, 'restoration': IN_TRASH };
const NAMES = Object.keys(REQUESTS) as RequestName[];

const MET: readonly Headers[] = [
  { 'If-Match': '"r1"' }, { 'If-Match': 'W/"r0", W/"r1"' }, { 'If-Match': '*' }, { 'If-None-Match': '"r0"' },
  { 'If-Match': '"r1"', 'If-None-Match': '"r0"' },
];
const FAILED: readonly Headers[] = [
  { 'If-Match': '"r0"' }, { 'If-Match': '"0"' }, { 'If-Match': '"%"' }, { 'If-None-Match': '"r1"' }, { 'If-None-Match': '*' },
  { 'If-Match': '"r1"', 'If-None-Match': '"r1"' }, { 'If-Match': '"r0"', 'If-None-Match': '"r0"' },
];

const each = (headers: readonly Headers[]) => NAMES.flatMap((name) => headers.map((given) => [name, JSON.stringify(given)] as const));

test.each(each(MET))('a %s with %s of a row with the entity tag "r1" is carried out', async (name, headers) => {
  await stage.put(ROWS[name]);
  expect((await stage.send(name, JSON.parse(headers))).status).toBeLessThan(300);
  expect(await stage.row()).toMatchObject({ updatedAt: { S: NOW } });
});

test.each(each(FAILED))('a %s with %s of a row with the entity tag "r1" is a 412, and changes nothing', async (name, headers) => {
  await stage.put(ROWS[name]);
  expect(await stage.send(name, JSON.parse(headers))).toMatchObject({ status: 412, headers: { ETag: '"r1"' }, json: { code: 'precondition-failed' } });
  expect(stage.proxy.attempts).toHaveLength(1);
  expect(await stage.row()).toEqual(ROWS[name]);
});

test.each(NAMES)('a %s with an If-Match is a 404 where there is no row', async (name) => {
  for (const headers of [{ 'If-Match': '*' }, { 'If-Match': '"0"' }, { 'If-Match': '"%"' }]) {
    expect(await stage.send(name, headers)).toMatchObject({ status: 404, json: { code: 'note-not-found' } });
  }
});

test.each(['deletion', 'deletion for good'] as const)('a %s of a note without a revision has the entity tag "0"', async (name) => {
  const row = without(NOTE, 'rev');
  await stage.put(row);
  for (const headers of [{ 'If-Match': '"r1"' }, { 'If-None-Match': '"0"' }] as Headers[]) {
    expect(await stage.send(name, headers)).toMatchObject({ status: 412, headers: { ETag: '"0"' } });
  }
  expect(await stage.row()).toEqual(row);
  expect((await stage.send(name, { 'If-Match': '"r1", "0"' })).status).toBe(204);
});

describe('the note in a 412', () => {
  const createdAt = '2020-01-01T00:00:00.000Z';
  const contents = { content: 'Buy milk', title: 'Errands', tags: ['home'] };
  const dates = { id: 'note', createdAt, updatedAt: BEFORE, etag: '"r1"' };
  test.each<[RequestName, string, Row, object]>([
    ['deletion', 'a note has no content', NOTE, dates],
    ['deletion for good', 'a note has no content', NOTE, dates],
    ['deletion for good', 'a note in the trash has no content', IN_TRASH, { ...dates, deletedAt: BEFORE }],
    ['restoration', 'a note in the trash is whole', IN_TRASH, { ...dates, ...contents, deletedAt: BEFORE }],
  ])('to a %s of %s', async (name, _, row, current) => {
    await stage.put(row);
    expect((await stage.send(name, { 'If-Match': '"r0"' })).json.current).toEqual(current);
  });
});
