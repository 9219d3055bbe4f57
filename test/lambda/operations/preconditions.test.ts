import { creator, operations, table, user } from './operations';
import { ENVIRONMENT } from '../../../src/contract/environment';

describe('an open API', () => {
  const call = operations();
  const newNote = creator(call);

  test('reads a note only in a state that its preconditions name', async () => {
    const id = await newNote();
    const { headers: { ETag }, json: current } = await call('GET', { id });
    const read = (headers: Record<string, string>) => call('GET', { id, headers });
    expect(await read({ 'If-Match': ETag })).toMatchObject({ status: 200, json: current });
    expect(await read({ 'If-Match': '*', 'If-None-Match': ETag })).toMatchObject({ status: 304, headers: { ETag } });
    const refused = await read({ 'If-Match': '"other"', 'If-None-Match': ETag });
    expect(refused).toMatchObject({ status: 412, headers: { ETag }, json: { code: 'precondition-failed', current } });
  });

  test('lists and creates unless a precondition asks for a list with an entity tag, or for none at all', async () => {
    const statuses = async (headers: Record<string, string>) =>
      [(await call('GET', { headers })).status, (await call('POST', { headers, body: { content: '' } })).status];
    expect(await statuses({ 'If-Match': '*', 'If-None-Match': '"a"' })).toEqual([200, 200]);
    expect(await statuses({ 'If-Match': '"a"' })).toEqual([412, 412]);
    expect(await statuses({ 'If-None-Match': '*' })).toEqual([304, 412]);
    expect((await call('GET')).json.notes).toHaveLength(1);
  });

  test.each(['PUT', 'PATCH', 'DELETE'])('carries out %s with If-Match only on the state that it names', async (method) => {
    const id = await newNote();
    const { headers: { ETag }, json: { content, title, ...metadata } } = await call('GET', { id });
    const current = method === 'DELETE' ? metadata : { content, title, ...metadata };
    const send = (headers: Record<string, string>) => call(method, { id, body: { content: 'Buy bread' }, headers });
    const refused = await send({ 'If-Match': '"other"' });
    expect(refused).toMatchObject({ status: 412, headers: { ETag }, json: { code: 'precondition-failed' } });
    expect(refused.json.current).toEqual(current);
    expect(await send({ 'If-Match': '"%61"' })).toMatchObject({ status: 412 });
    expect(await send({ 'If-None-Match': ETag })).toMatchObject({ status: 412 });
    expect(await send({ 'If-Match': '*', 'If-None-Match': '*' })).toMatchObject({ status: 412 });
    expect((await send({ 'If-Match': `"other", ${ETag}`, 'If-None-Match': '"other"' })).status).toBe(method === 'DELETE' ? 204 : 200);
  });

  test('answers 200 to a change that is already made, whatever If-Match names', async () => {
    const id = await newNote();
    const send = () => call('PATCH', { id, body: { content: 'Buy bread' }, headers: { 'If-Match': '"other"' } });
    expect((await send()).status).toBe(412);
    const { json } = await call('PATCH', { id, body: { content: 'Buy bread' } });
    expect(await send()).toMatchObject({ status: 200, json });
    // Without a change that the client does not want.
    const unwanted = { 'If-None-Match': json.etag };
    expect((await call('PATCH', { id, body: { content: 'Buy bread' }, headers: unwanted })).status).toBe(412);
  });

  test('treats a row without a revision as one with the entity tag "0"', async () => {
    await table.put({ PK: { S: user }, SK: { S: 'old' }, noteContent: { S: 'Buy milk' } });
    expect((await call('GET', { id: 'old' })).json).toEqual({ id: 'old', content: 'Buy milk', etag: '"0"' });
    expect((await call('PATCH', { id: 'old', body: { title: 'a' }, headers: { 'If-Match': '"1"' } })).status).toBe(412);
    expect((await call('PATCH', { id: 'old', body: {}, headers: { 'If-None-Match': '"0"' } })).status).toBe(412);
    expect((await call('PATCH', { id: 'old', body: { title: 'a' }, headers: { 'If-Match': '"0"' } })).status).toBe(200);
  });
});

describe('an API that requires If-Match', () => {
  const call = operations({ [ENVIRONMENT.requireIfMatch]: 'true' });

  test.each(['PUT', 'PATCH', 'DELETE'])('refuses %s without a precondition', async (method) => {
    const send = (headers: Record<string, string>) => call(method, { id: 'none', body: { content: 'Buy milk' }, headers });
    expect(await send({})).toMatchObject({ status: 428, json: { code: 'precondition-required' } });
    expect((await send({ 'If-Match': '*' })).status).toBe(404);
    expect((await send({ 'If-None-Match': '"a"' })).status).toBe(404);
  });
});
