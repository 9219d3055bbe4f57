import { installedEngines } from '../../../local/dynamodb/engine';
import { WRITTEN_ATTRIBUTES } from '../../../src/contract/attributes';
import { NOTE_FIELD_NAMES, NOTE_FIELDS, NoteFieldKind } from '../../../src/contract/note-fields';
import { FaultProxy } from '../fault-proxy';
import { Functions } from '../functions';
import { NotesTable, Row } from '../notes-table';

const VALUES: Record<NoteFieldKind, unknown> = { 'text': 'a', 'texts': ['a'], 'date-time': '2020-01-01T00:00:00Z' };
const NOTE = Object.fromEntries(NOTE_FIELD_NAMES.map((field) => [field, VALUES[NOTE_FIELDS[field].kind]]));

const proxy = new FaultProxy();
let table: NotesTable;
let functions: Functions;
let rows: Row[];

beforeAll(async () => {
  await proxy.listen();
  table = await NotesTable.on(installedEngines[0], proxy);
  functions = await Functions.start(proxy.endpoint);
  const send = (method: string, id?: string, headers = {}) => functions.call({ method, userId: 'alice', id, headers, body: NOTE });
  await send('POST');
  await send('POST', undefined, { 'Idempotency-Key': 'k' });
  await send('PUT', 'chosen', { 'If-None-Match': '*' });
  await send('PUT', 'chosen');
  rows = await table.rows('alice');
});
afterAll(async () => {
  await functions?.close();
  await table?.close();
  await proxy.close();
});

const typesOf = (row: Row) => Object.entries(row).map(([name, value]) => [name, Object.keys(value)[0]]);

test('each attribute that the functions write has its type in the list', () => {
  expect(rows.length).toBeGreaterThan(2);
  const types = Object.entries(WRITTEN_ATTRIBUTES).map(([name, { type }]) => [name, type]);
  for (const row of rows) {
    expect(types).toEqual(expect.arrayContaining(typesOf(row)));
  }
});

test('each attribute in the list is written', () => {
  // Without transactions there is no record, which alone has some of them.
  if (rows.some(({ SK }) => SK.S!.startsWith('~'))) {
    const written = new Set(rows.flatMap((row) => Object.keys(row)));
    expect([...written].sort()).toEqual(Object.keys(WRITTEN_ATTRIBUTES).sort());
  }
});

test('what is short in the list is so when it is written', () => {
  const short = Object.entries(WRITTEN_ATTRIBUTES).filter(([, { maxBytes }]) => maxBytes === 64).map(([name]) => name);
  const lengths = rows.flatMap((row) => short.map((name) => row[name]?.S?.length ?? 1));
  expect(Math.min(...lengths)).toBeGreaterThan(0);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(64);
});
