import { join } from 'node:path';
import { installedEngines } from '../../../local/dynamodb/engine';
import { HANDLERS } from '../../operations';
import { FaultProxy } from '../fault-proxy';
import { Call, Functions } from '../functions';
import { NotesTable } from '../notes-table';
import { OtherBundle } from '../other-bundle';
import { noteOf, WRITES } from '../writes';

const STORE = join(__dirname, '../../../lambda/store');

/** Replace the notes of a rehearsal. */
const FAILING = {
  'is refused access': 'throw new Error("SECRET");',
  'gets an answer without proof': 'return notes(canned({}));',
  'gets no answer': 'return notes({ ...canned({}), exchange: () => new Promise(() => {}) });',
  'gets a broken answer': 'return notes({ ...canned({}), exchange: async () => { throw new Error("SECRET"); } });',
  'gets a refusal of another time': `
    const answer = { statusCode: 400, headers: {}, body: Buffer.from('{"__type":"InvalidSignatureException"}') };
    return notes({ ...canned({}), exchange: async () => answer });`,
};
const NAMES = Object.keys(FAILING) as (keyof typeof FAILING)[];

const rehearsing = (body: string): Promise<OtherBundle> => OtherBundle.of({
  plugins: [{
    name: 'rehearsing',
    setup: (bundling) => bundling.onLoad({ filter: /rehearsed-notes\.ts$/ }, () => ({
      resolveDir: STORE,
      contents: `
        import { Notes } from './notes';
        import { canned } from '../dynamodb/connection';
        export function rehearsedNotes(userId) {
          const notes = (connection) => new Notes({ userId, remainingMillis: () => 1e9, connection });
          ${body}
        }`,
    })),
  }],
});

const proxy = new FaultProxy();
let table: NotesTable;
let functions: Functions | undefined;
const bundles: Record<string, OtherBundle> = {};

beforeAll(async () => {
  await proxy.listen();
  table = await NotesTable.on(installedEngines[0], proxy);
  for (const name of NAMES) {
    bundles[name] = await rehearsing(FAILING[name]);
  }
});
afterAll(async () => {
  await table.close();
  await proxy.close();
  await Promise.all(Object.values(bundles).map((bundle) => bundle.remove()));
});
beforeEach(() => { proxy.forget(); });
afterEach(async () => {
  proxy.script = ['pass'];
  // It throws if a rejection was not handled.
  await functions?.close();
  functions = undefined;
});

const start = async (handler: string | undefined, bundle?: OtherBundle): Promise<Functions> => {
  await functions?.close();
  functions = await Functions.start(proxy.endpoint, {
    bundle: bundle?.url,
    // So patient that only the limit of the warm-up ends a rehearsal.
    timeBudget: { connectTimeout: 1e9, requestTimeout: 1e9, allAttempts: 1e9, firstBackOff: 1 },
    environment: handler === undefined ? {} : { _HANDLER: `index.${handler}` },
  });
  return functions;
};

const list = () => functions!.call({ method: 'GET', userId: 'alice' });

const expectOnlyTheQuestion = (): void => {
  expect(proxy.received.map(({ method, path, body }) => ({ method, path, body }))).toEqual([{ method: 'GET', path: '/', body: '' }]);
  expect(functions!.logged).toEqual([]);
};

test.each([...HANDLERS, 'other', undefined])('loading %s asks DynamoDB once for its state, and nothing else', async (handler) => {
  await start(handler);
  expectOnlyTheQuestion();
});

describe.each(NAMES)('a rehearsal that %s', (name) => {
  test.each(HANDLERS)('sends and logs nothing, and the function works: %s', async (handler) => {
    await start(handler, bundles[name]);
    expectOnlyTheQuestion();
    expect((await list()).status).toBe(200);
    expect(proxy.attempts).toEqual(['Query']);
    expect(proxy.connections).toBe(1);
    expect(functions!.logged).toEqual([]);
  });
});

/** The number of requests until the quota of retries is used up. */
async function attemptsUntilNoRetry(): Promise<number> {
  proxy.script = ['reset'];
  let attempts = 0;
  for (let latest = 2; latest > 1; attempts += latest) {
    ({ attempts: latest } = await list());
  }
  return attempts;
}

test('no rehearsal uses up the quota of retries, whether or not it fails', async () => {
  await start(undefined);
  const attempts = await attemptsUntilNoRetry();
  expect(attempts).toBeGreaterThan(10);
  for (const bundle of [undefined, ...Object.values(bundles)]) {
    await start('createNote', bundle);
    expect(await attemptsUntilNoRetry()).toBe(attempts);
  }
});

test.each(HANDLERS)('after its rehearsal, %s answers as without', async (handler) => {
  const answers = [undefined, handler].map(async (rehearsed, at) => {
    const userId = `${handler}-${at}`;
    const started = await Functions.start(proxy.endpoint, { environment: rehearsed === undefined ? {} : { _HANDLER: `index.${rehearsed}` } });
    await table.put(noteOf(userId));
    const calls: Omit<Call, 'userId'>[] = [...Object.values(WRITES), { method: 'GET', id: 'note' }, { method: 'GET' }];
    const answered = [];
    for (const call of calls.filter(({ method }) => method !== 'DELETE')) {
      answered.push(await started.call({ userId, ...call }));
    }
    await started.close();
    return JSON.stringify(answered)
      .replaceAll(userId, 'alice')
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g, 'id')
      .replace(/202\d-\d\d-\d\dT[\d:.]+Z/g, 'date')
      .replace(/(?<=\\?")[\w-]{16}(?=\\?")/g, 'rev');
  });
  const [without, after] = await Promise.all(answers);
  expect(after).toBe(without);
  expect(after).not.toContain('A note');
});
