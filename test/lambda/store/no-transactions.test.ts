import { ENVIRONMENT } from '../../../src/contract/environment';
import { FaultProxy } from '../fault-proxy';
import { Functions } from '../functions';

describe('on a table that is known to support no transactions, a create', () => {
  const proxy = new FaultProxy();
  let functions: Functions;
  beforeAll(async () => {
    await proxy.listen();
    functions = await Functions.start(proxy.endpoint, { environment: { [ENVIRONMENT.noTransactions]: 'true' } });
  });
  beforeEach(() => {
    proxy.forget();
    proxy.script = ['denied'];
  });
  afterAll(async () => {
    await functions.close();
    await proxy.close();
  });

  const create = (headers: Record<string, string>, content: unknown = 'c') =>
    functions.call({ method: 'POST', userId: 'alice', headers, body: { content } });

  test('with an Idempotency-Key is 501, and nothing is asked of DynamoDB', async () => {
    expect(await create({ 'Idempotency-Key': 'k' })).toMatchObject({ status: 501, json: { code: 'idempotency-unsupported' } });
    expect(proxy.attempts).toEqual([]);
  });

  test.each([
    ['an invalid key', { 'Idempotency-Key': 'a b' }, 'c', 'invalid-idempotency-key'],
    ['an invalid body', { 'Idempotency-Key': 'k' }, 5, 'invalid-field'],
  ])('with %s is told about that', async (_, headers, content, code) => {
    expect(await create(headers, content)).toMatchObject({ status: 400, json: { code } });
    expect(proxy.attempts).toEqual([]);
  });

  test('without a key is asked of DynamoDB', async () => {
    await create({});
    expect(proxy.attempts).toEqual(['PutItem']);
  });
});
