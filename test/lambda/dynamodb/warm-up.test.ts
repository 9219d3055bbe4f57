import { installedEngines } from '../../../local/dynamodb/engine';
import { freePort } from '../../../local/machine/loopback';
import { FaultProxy, State } from '../fault-proxy';
import { Functions } from '../functions';
import { NotesTable } from '../notes-table';

const proxy = new FaultProxy();
let table: NotesTable;
let functions: Functions | undefined;

beforeAll(async () => {
  await proxy.listen();
  table = await NotesTable.on(installedEngines[0], proxy);
});
afterAll(async () => {
  await table.close();
  await proxy.close();
});
beforeEach(() => {
  proxy.state = 'healthy';
  proxy.forget();
});
afterEach(async () => {
  // It throws if a rejection was not handled.
  await functions?.close();
  functions = undefined;
});

const list = () => functions!.call({ method: 'GET', userId: 'alice' });

test('loading asks DynamoDB once for its state, which takes no signature, and nothing else', async () => {
  functions = await Functions.start(proxy.endpoint);
  const [{ headers, ...asked }, ...others] = proxy.received;
  expect(asked).toEqual({ method: 'GET', path: '/', body: '' });
  expect(headers).toEqual({ host: new URL(proxy.endpoint).host, connection: 'keep-alive' });
  expect(others).toEqual([]);
  expect(functions.logged).toEqual([]);
});

test('the first invocation is on the warm-up\'s connection', async () => {
  functions = await Functions.start(proxy.endpoint);
  expect((await list()).status).toBe(200);
  expect(proxy.received.map(({ method }) => method)).toEqual(['GET', 'POST']);
  expect(proxy.connections).toBe(1);
});

test.each<State>(['serverError', 'denied', 'garbage', 'badGateway', 'empty', 'reset', 'hang', 'drip'])(
  'to a question for its state, %s is as good an answer as any',
  async (state) => {
    proxy.state = state;
    // So patient that only the warm-up's own limit ends it.
    functions = await Functions.start(proxy.endpoint, {
      timeBudget: { connectTimeout: 1e9, requestTimeout: 1e9, allAttempts: 1e9, firstBackOff: 1 },
    });
    expect(proxy.received).toHaveLength(1);
    expect((await list()).status).toBe(200);
    expect(proxy.attempts).toEqual(['Query']);
    expect(functions.logged).toEqual([]);
  },
);

test('without anybody to ask the functions are loaded all the same, and work when there is', async () => {
  const port = await freePort();
  functions = await Functions.start(`http://127.0.0.1:${port}`);
  const late = new FaultProxy();
  late.engine = proxy.engine;
  await late.listen(port);
  expect((await list()).status).toBe(200);
  expect(late.attempts).toEqual(['Query']);
  expect(functions.logged).toEqual([]);
  await functions.close();
  functions = undefined;
  await late.close();
});
