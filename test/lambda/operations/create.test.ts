import { caller, load, operations, table, user } from './operations';
import { ENVIRONMENT } from '../../../src/contract/environment';

describe('an open API', () => {
  const call = operations();

  test('creates a note, and says where it is', async () => {
    const { status, headers, json } = await call('POST', { body: { content: 'Buy milk' } });
    const { noteId, createdAt, updatedAt, etag } = json;
    expect(status).toBe(200);
    expect(headers).toEqual({
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'private, no-cache',
      'X-Content-Type-Options': 'nosniff',
      'X-Request-Id': 'request-1',
      'ETag': etag,
      'Location': `${user}/${noteId}`,
    });
    expect((await call('GET', { id: noteId })).json).toEqual({ id: noteId, content: 'Buy milk', createdAt, updatedAt, etag });
  });

  test('creates a note once for each idempotency key, and only then says that it repeats itself', async () => {
    const send = (content: string, key?: string) => call('POST', { body: { content }, headers: key === undefined ? {} : { 'Idempotency-Key': key } });
    const first = await send('Buy milk', 'key-1');
    const repeated = await send('Buy milk', 'key-1');
    expect(first.headers).not.toHaveProperty('Idempotent-Replayed');
    expect(repeated.headers).toMatchObject({ 'Idempotent-Replayed': 'true', 'Location': first.headers.Location, 'ETag': first.headers.ETag });
    expect(repeated.json).toEqual(first.json);
    expect(await send('Buy bread', 'key-1')).toMatchObject({ status: 422, json: { code: 'idempotency-key-reused' } });
    expect(await send('Buy milk', 'a b')).toMatchObject({ status: 400, json: { code: 'invalid-idempotency-key' } });
    await send('Buy milk', 'key-2');
    await send('Buy milk');
    await send('Buy milk');
    expect((await call('GET')).json.notes).toHaveLength(4);
  });

  test('keeps the record of an idempotency key for a day', async () => {
    const before = Math.floor(Date.now() / 1000);
    const { json } = await call('POST', { body: { content: 'Buy milk' }, headers: { 'Idempotency-Key': 'key' } });
    const record = (await table.row(user, '~idempotency-key#key'))!;
    expect(record).toMatchObject({ noteId: { S: json.noteId }, createdAt: { S: json.createdAt }, updatedAt: { S: json.updatedAt } });
    expect(Number(record.expiresAt.N) - before - 24 * 60 * 60).toBeGreaterThanOrEqual(0);
    expect(Number(record.expiresAt.N) - before - 24 * 60 * 60).toBeLessThan(600);
  });

  test('ignores an expired record of an idempotency key', async () => {
    await table.put({ PK: { S: user }, SK: { S: '~idempotency-key#key' }, fingerprint: { S: 'another' }, expiresAt: { N: '1' } });
    expect((await call('POST', { body: { content: 'Buy milk' }, headers: { 'Idempotency-Key': 'key' } })).status).toBe(200);
  });

  test('treats a record without a fingerprint as that of another request', async () => {
    await table.put({ PK: { S: user }, SK: { S: '~idempotency-key#key' }, noteId: { S: '1' } });
    const answer = await call('POST', { body: { content: 'Buy milk' }, headers: { 'Idempotency-Key': 'key' } });
    expect(answer).toMatchObject({ status: 422, json: { code: 'idempotency-key-reused' } });
  });

  test('creates a note under an id that the client chose, once', async () => {
    const put = (id: string) => call('PUT', { id, body: { content: 'Buy milk' }, headers: { 'If-None-Match': '*' } });
    const created = await put('errands');
    expect(created).toMatchObject({ status: 201, json: { id: 'errands', content: 'Buy milk' } });
    expect(created.headers).toMatchObject({ ETag: created.json.etag, Location: 'errands' });
    expect(await put('errands')).toMatchObject({ status: 412, json: { code: 'precondition-failed', current: created.json } });
    expect(await put('a b')).toMatchObject({
      status: 400,
      json: {
        code: 'invalid-parameter',
        errors: [{ parameter: 'id', detail: 'must be 1 to 128 of the characters A-Z, a-z, 0-9, "_" and "-"' }],
      },
    });
  });
});

test('a table without transactions takes no idempotency key', async () => {
  const log = jest.spyOn(console, 'error').mockImplementation(() => {});
  const functions = load({ [ENVIRONMENT.noTransactions]: 'true' });
  const answer = await caller(() => functions)('POST', { body: { content: 'Buy milk' }, headers: { 'Idempotency-Key': 'key' } });
  expect(answer).toMatchObject({ status: 501, json: { code: 'idempotency-unsupported' } });
  expect(log).toHaveBeenCalledTimes(1);
  log.mockRestore();
});
