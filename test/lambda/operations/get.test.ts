import { creator, operations, proxy } from './operations';

describe('an open API', () => {
  const call = operations();
  const newNote = creator(call);

  test('answers a conditional read without the note that the client has', async () => {
    const id = await newNote();
    const { headers: { ETag }, json, status } = await call('GET', { id });
    expect([status, json.content]).toEqual([200, 'Buy milk']);
    const same = await call('GET', { id, headers: { 'If-None-Match': ETag } });
    expect([same.status, same.headers.ETag, same.json]).toEqual([304, ETag, undefined]);
    expect((await call('GET', { id, headers: { 'If-None-Match': '"other"' } })).status).toBe(200);
  });

  test('reads what was written last, wherever it is kept', async () => {
    const id = await newNote();
    proxy.forget();
    await call('GET', { id });
    await call('GET');
    expect(proxy.inputs).toMatchObject([{ ConsistentRead: true }, { ConsistentRead: true }]);
  });

  test('answers HEAD like GET, without a body', async () => {
    const id = await newNote();
    const [get, head] = [await call('GET', { id }), await call('HEAD', { id })];
    expect(head).toEqual({ ...get, json: undefined });
    expect(await call('HEAD', { id: 'none' })).toEqual({ ...await call('GET', { id: 'none' }), json: undefined });
  });
});
