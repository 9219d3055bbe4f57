import createClient from 'openapi-fetch';
import { expect } from './expect';
import type { components, paths } from './generated/openapi-typescript';

type Problem = components['schemas']['Problem'];

export async function roundTrip(baseUrl: string): Promise<void> {
  const client = createClient<paths>({ baseUrl });
  const userId = 'openapi-fetch';
  const ids: string[] = [];
  for (const content of ['a', 'b', 'c']) {
    const created = await client.POST('/notes/{userId}', {
      params: { path: { userId }, header: { 'Idempotency-Key': content } }, body: { content },
    });
    ids.push(created.data!.noteId);
  }
  const path = { userId, id: ids[0]! };

  const { data: note } = await client.GET('/notes/{userId}/{id}', { params: { path } });
  expect('the content', note?.content, 'a');

  const listed: string[] = [];
  let cursor: string | undefined;
  do {
    const { data: page } = await client.GET('/notes/{userId}', {
      params: { path: { userId }, query: { limit: 2, order: 'asc', view: 'summary', cursor } },
    });
    listed.push(...page!.notes.map(({ id }) => id));
    cursor = page!.nextCursor;
  } while (cursor !== undefined);
  expect('the list', listed, ids);

  const seen = { path, header: { 'If-Match': note!.etag } };
  const replaced = await client.PUT('/notes/{userId}/{id}', { params: seen, body: { content: 'new', title: 'Errands' } });
  expect('the title', replaced.data?.title, 'Errands');
  const patched = await client.PATCH('/notes/{userId}/{id}', { params: { path }, body: { title: null } });
  expect('the removed title', patched.data?.title, undefined);

  const { error, response } = await client.PUT('/notes/{userId}/{id}', { params: seen, body: { content: 'late' } });
  const problem: Problem = error!;
  expect('the status', response.status, 412);
  expect('the code', problem.code, 'precondition-failed');
  expect('the detail', problem.detail, 'A precondition of the request is not met.');
  expect('the current note', problem.current?.content, 'new');

  const { error: invalid } = await client.GET('/notes/{userId}', { params: { path: { userId }, query: { limit: 0 } } });
  expect('the invalid value', invalid?.errors?.[0]?.parameter, 'limit');

  const deleted = await client.DELETE('/notes/{userId}/{id}', { params: { path, header: { 'If-Match': patched.data!.etag } } });
  expect('the status of a deletion', deleted.response.status, 204);
  const { error: missing } = await client.GET('/notes/{userId}/{id}', { params: { path } });
  expect('the code of a note that is gone', missing?.code, 'note-not-found');
}
