import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Environment, environments } from '../../bench/handlers/environment';
import { INVOCATIONS } from '../../bench/handlers/events';
import { handlerRows } from '../../bench/handlers/handlers';
import { checkCopies, packages } from '../../bench/handlers/packages';
import { probe } from '../../bench/handlers/probe';
import { foldersOf, FUNCTIONS, Row } from '../../bench/handlers/row';
import { Stub } from '../../bench/handlers/stub/stub';
import { zippedBytes } from '../../bench/handlers/zip';
import '../bundle';

const WORK = mkdtempSync(join(tmpdir(), 'notes-functions-'));

/** The members that every row of a function answers. */
const DOCUMENTS: Readonly<Record<string, unknown>> = {
  createNote: { noteId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  getNote: { id: '0199c2f4-7a51-7c3e-9f1d-2b8a4c6e0d13', content: expect.stringContaining('Buy milk') },
  listNotes: { notes: expect.arrayContaining([expect.objectContaining({ content: expect.stringContaining('Buy milk') })]) },
  updateNote: { id: '0199c2f4-7a51-7c3e-9f1d-2b8a4c6e0d13', content: expect.stringContaining('Buy milk') },
  deleteNote: undefined,
};

let stub: Stub;
let rows: Row[];
let environment: Readonly<Record<string, Environment>>;

const rowOf = (name: string) => rows.find((row) => row.name === name)!;
const run = (code: Row['code'][string], name: string, status = INVOCATIONS[name].status) => probe({
  node: process.execPath,
  code,
  invocation: { ...INVOCATIONS[name], status },
  environment: environment[name],
  invocations: { early: 1, settling: 1, warm: 1 },
});

beforeAll(async () => {
  stub = await Stub.start(WORK);
  environment = environments(WORK, stub);
  rows = await handlerRows(WORK);
});
afterAll(async () => {
  await stub?.stop();
  rmSync(WORK, { recursive: true });
});

describe.each(['baseline', 'package', 'lean'])('the functions of the row %s', (row) => {
  test.each(FUNCTIONS)('%s answers', async (name) => {
    const { answer, ...figures } = await run(rowOf(row).code[name], name);
    expect(answer.statusCode).toBe(INVOCATIONS[name].status);
    expect(answer.body ? JSON.parse(answer.body) : undefined).toEqual(DOCUMENTS[name] && expect.objectContaining(DOCUMENTS[name]));
    expect(Object.values(figures).every((figure) => figure > 0)).toBe(true);
  });
});

test('the baseline has its functions one by one, with the SDK in each; the others have one bundle', () => {
  expect(rows.map((row) => foldersOf(row).length)).toEqual([FUNCTIONS.length, 1, 1]);
  const [baseline, ours, lean] = rows.map(zippedBytes);
  expect(lean).toBeLessThan(ours);
  expect(ours).toBeLessThan(baseline / FUNCTIONS.length);
});

test('each function of the baseline has the SDK with one copy of each package', () => {
  for (const { folder, file } of Object.values(rowOf('baseline').code)) {
    const copies = [...packages(readFileSync(join(folder, file), 'utf8'))].map(([name, folders]) => [name, folders.size]);
    expect(Object.fromEntries(copies)).toMatchObject({ '@aws-sdk/client-dynamodb': 1, '@smithy/core': 1 });
    expect(copies.filter(([, count]) => count !== 1)).toEqual([]);
  }
});

test('a bundle with two copies of a package is not measured', () => {
  const copies = ['node_modules/@smithy/core', 'node_modules/@aws-sdk/core/node_modules/@smithy/core'];
  const bundle = copies.map((folder) => `// ${folder}/dist-es/index.js\nvar one = 1;\n`).join('');
  expect(() => checkCopies('the baseline of getNote', bundle))
    .toThrow(`the baseline of getNote has more than one copy of @smithy/core (${copies.join(', ')})`);
});

test('a function that answers anything else is not measured', async () => {
  await expect(run(rowOf('package').code.getNote, 'getNote', 404)).rejects.toThrow(/getNote of \S+ answers 200 instead of 404/);
});

test('an ECMAScript module is measured with what it awaits while it loads', async () => {
  const file = 'waits.mjs';
  writeFileSync(join(WORK, file), `
    const end = performance.now() + 50;
    while (performance.now() < end);
    await null;
    export const getNote = async () => ({ statusCode: 200 });`);
  const { load, first } = await run({ folder: WORK, file, exportName: 'getNote' }, 'getNote');
  expect(load).toBeGreaterThan(first);
});
