import { FaultProxy } from './fault-proxy';
import { Call, Functions } from './functions';
import { NotesTable, Row } from './notes-table';
import { noteOf } from './writes';
import { installedEngines } from '../../local/dynamodb/engine';
import { ENVIRONMENT } from '../../src/contract/environment';

const environment = { [ENVIRONMENT.trashSeconds]: `${30 * 86_400}` };
const proxy = new FaultProxy();
let table: NotesTable;
let ahead: Functions;
let punctual: Functions;

beforeAll(async () => {
  await proxy.listen();
  table = await NotesTable.on(installedEngines[0], proxy);
  ahead = await Functions.start(proxy.endpoint, { timeBudget: {}, clockOffset: 2_000, environment });
  punctual = await Functions.start(proxy.endpoint, { timeBudget: {}, environment });
});
afterAll(async () => {
  await Promise.all([ahead?.close(), punctual?.close()]);
  await table?.close();
  await proxy.close();
});

const { noteContent, ...others } = noteOf('');
const AT = { S: '2026-01-01T00:00:00.000Z' };
const TOMBSTONE: Row = { ...others, deletedAt: AT, updatedAt: AT, expiresAt: { N: `${2 ** 32}` } };

test.each<[userId: string, query: Call['query'], row: Row | undefined]>([
  ['the note in the trash', undefined, { ...TOMBSTONE, deletedContent: noteContent }],
  ['no row', undefined, undefined],
  ['a tombstone', { permanent: 'true' }, TOMBSTONE],
])('a DELETE that may be carried out late is not acknowledged when it finds %s', async (userId, query, row) => {
  if (row) {
    await table.put({ ...row, PK: { S: userId } });
  }
  proxy.script = ['late2000', 'pass'];
  const deletion = await ahead.call({ userId, method: 'DELETE', id: 'note', query });
  proxy.script = ['pass'];
  const created = await punctual.call({ userId, method: 'PUT', id: 'note', headers: { 'If-None-Match': '*' }, body: { content: 'again' } });
  expect(created.status).toBe(201);
  await proxy.landed();
  // The clock of the deletion is ahead, so it deletes the new note.
  expect(await table.row(userId, 'note')).not.toHaveProperty('noteContent');
  expect(deletion.status).toBe(503);
});
