import { caller, load, operations, table, user } from './operations';
import { ENVIRONMENT } from '../../../src/contract/environment';

describe('an open API', () => {
  const call = operations();

  test.each(['GET', 'DELETE', 'PUT', 'PATCH'])('answers %s of a note that does not exist with 404', async (method) => {
    expect(await call(method, { id: 'none', body: { content: 'Buy milk' } })).toMatchObject({ status: 404, json: { code: 'note-not-found' } });
  });

  test('treats a row that is not a note as missing', async () => {
    await table.put({ PK: { S: user }, SK: { S: 'row' }, noteContent: { N: '1' } });
    for (const method of ['GET', 'DELETE', 'PUT', 'PATCH']) {
      expect(await call(method, { id: 'row', body: { content: 'Buy milk' } })).toMatchObject({ status: 404 });
    }
    expect((await call('GET')).json.notes).toEqual([]);
  });
});

describe('a row with a time to live', () => {
  const HOUR = 3_600;
  const FIVE_YEARS = 5 * 365 * 24 * HOUR;
  const call = (variables?: Record<string, string>) => {
    const functions = load(variables);
    return caller(() => functions);
  };
  const putRow = (seconds: number) => table.put({
    PK: { S: user },
    SK: { S: 'row' },
    noteContent: { S: 'Buy milk' },
    expiresAt: { N: `${Math.floor(Date.now() / 1000) + seconds}` },
  });

  test.each([-1, -HOUR, HOUR - FIVE_YEARS])('counts as deleted %d seconds from when it expires', async (seconds) => {
    const send = call();
    await putRow(seconds);
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
      expect((await send(method, { id: 'row', body: { content: 'Buy bread' } })).status).toBe(404);
    }
    expect((await send('GET')).json.notes).toEqual([]);
    expect((await send('PUT', { id: 'row', body: { content: 'Buy bread' }, headers: { 'If-None-Match': '*' } })).status).toBe(201);
    expect(await table.row(user, 'row')).not.toHaveProperty('expiresAt');
  });

  test.each([HOUR, -HOUR - FIVE_YEARS])('is a note %d seconds from when it expires', async (seconds) => {
    const send = call();
    await putRow(seconds);
    expect((await send('GET')).json.notes).toHaveLength(1);
    expect((await send('PUT', { id: 'row', body: { content: 'Buy bread' }, headers: { 'If-None-Match': '*' } })).status).toBe(412);
    expect((await send('PATCH', { id: 'row', body: { content: 'Buy bread' } })).status).toBe(200);
  });

  test('is a note for ever where rows never expire', async () => {
    const send = call({ [ENVIRONMENT.rowsNeverExpire]: 'true' });
    await putRow(-HOUR);
    expect((await send('GET', { id: 'row' })).status).toBe(200);
    expect((await send('PATCH', { id: 'row', body: { content: 'Buy bread' } })).status).toBe(200);
  });
});
