import { creator, operations } from './operations';

describe('an open API', () => {
  const call = operations();
  const newNote = creator(call);

  test('replaces all fields of a note that can change', async () => {
    const id = await newNote();
    const { json: before } = await call('GET', { id });
    const { status, headers, json } = await call('PUT', { id, body: { content: 'Buy bread' } });
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'ETag': json.etag, 'Content-Type': 'application/json; charset=utf-8' });
    expect(headers).not.toHaveProperty('Location');
    expect(json).toEqual({ id, content: 'Buy bread', createdAt: before.createdAt, updatedAt: expect.any(String), etag: expect.any(String) });
    expect(json.etag).not.toBe(before.etag);
    expect((await call('GET', { id })).json).toEqual(json);
  });

  test('changes only what a patch has, and removes what is null there', async () => {
    const id = await newNote();
    const { json: before } = await call('GET', { id });
    const renamed = await call('PATCH', { id, body: { title: 'Shopping', other: 1 } });
    expect(renamed).toMatchObject({ status: 200, json: { ...before, title: 'Shopping', updatedAt: expect.any(String), etag: renamed.headers.ETag } });
    expect((await call('PATCH', { id, body: { title: null } })).json).not.toHaveProperty('title');
    const { json } = await call('GET', { id });
    expect((await call('PATCH', { id, body: {} })).json).toEqual(json);
    expect((await call('GET', { id })).json).toEqual(json);
  });

  test.each([
    ['a JSON Patch', { content: 'a' }, { 'Content-Type': 'application/JSON-Patch+json; charset=utf-8' }, 415, 'unsupported-patch-type'],
    ['nothing known', { colour: 'red' }, {}, 400, 'no-known-member'],
    ['no JSON', '{', {}, 400, 'invalid-json'],
    ['a field that is none', { content: 1 }, {}, 400, 'invalid-field'],
    ['an invalid precondition', { content: 'a' }, { 'If-Match': '"' }, 400, 'invalid-precondition'],
    ['a merge patch', { content: 'a' }, { 'Content-Type': 'application/merge-patch+json' }, 200, undefined],
  ])('answers a patch with %s as documented', async (_, body, headers, status, code) => {
    const id = await newNote();
    const answer = await call('PATCH', { id, body, headers: headers as Record<string, string> });
    expect([answer.status, answer.json.code]).toEqual([status, code]);
  });

  test('answers a note that is too large with the limit', async () => {
    const id = await newNote();
    const large = { status: 413, json: { code: 'note-too-large', limit: 400 * 1024 } };
    const content = 'a'.repeat(400 * 1024);
    expect(await call('POST', { body: { content } })).toMatchObject({ ...large, json: { ...large.json, actual: expect.any(Number) } });
    expect(await call('PUT', { id, body: { content } })).toMatchObject({ ...large, json: { ...large.json, actual: expect.any(Number) } });
  });

  test('deletes a note', async () => {
    const id = await newNote();
    const { status, json, headers } = await call('DELETE', { id });
    expect([status, json, headers]).toEqual([204, undefined, expect.not.objectContaining({ 'Content-Type': expect.anything() })]);
    expect((await call('GET', { id })).status).toBe(404);
  });
});
