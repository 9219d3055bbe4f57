import { expect } from './expect';
import { createNote, deleteNote, getNote, listNotes, type Note, patchNote, type Problem, replaceNote } from './generated/hey-api';
import { createClient } from './generated/hey-api/client';

export async function roundTrip(baseUrl: string): Promise<void> {
  const client = createClient({ baseUrl });
  const userId = 'hey-api';
  const ids: string[] = [];
  for (const content of ['a', 'b', 'c']) {
    const created = await createNote({ client, path: { userId }, body: { content }, headers: { 'Idempotency-Key': content } });
    ids.push(created.data!.noteId);
  }
  const path = { userId, id: ids[0] };

  const { data: note } = await getNote({ client, path });
  expect('the content', note?.content, 'a');

  const listed: string[] = [];
  let cursor: string | undefined;
  do {
    const { data: page } = await listNotes({ client, path: { userId }, query: { limit: 2, order: 'asc', view: 'summary', cursor } });
    listed.push(...page!.notes.map(({ id }) => id));
    cursor = page!.nextCursor;
  } while (cursor !== undefined);
  expect('the list', listed, ids);

  const replaced = await replaceNote({ client, path, headers: { 'If-Match': note!.etag }, body: { content: 'new', title: 'Errands' } });
  expect('the title', (replaced.data as Note).title, 'Errands');
  const patched = await patchNote({ client, path, body: { title: null } });
  expect('the removed title', patched.data?.title, undefined);

  const { error, response } = await replaceNote({ client, path, headers: { 'If-Match': note!.etag }, body: { content: 'late' } });
  const problem: Problem = error!;
  expect('the status', response?.status, 412);
  expect('the code', problem.code, 'precondition-failed');
  expect('the detail', problem.detail, 'A precondition of the request is not met.');
  expect('the current note', problem.current?.content, 'new');

  const { error: invalid } = await listNotes({ client, path: { userId }, query: { limit: 0 } });
  expect('the invalid value', invalid?.errors?.[0].parameter, 'limit');

  const deleted = await deleteNote({ client, path, headers: { 'If-Match': patched.data!.etag } });
  expect('the status of a deletion', deleted.response?.status, 204);
  const { error: missing } = await getNote({ client, path });
  expect('the code of a note that is gone', missing?.code, 'note-not-found');
}
