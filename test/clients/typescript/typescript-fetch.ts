import { expect } from './expect';
import { Configuration, NotesApi, type Problem, ProblemCode, ProblemFromJSON, ResponseError } from './generated/typescript-fetch';

export async function roundTrip(basePath: string): Promise<void> {
  const notes = new NotesApi(new Configuration({ basePath }));
  const userId = 'typescript-fetch';
  const ids: string[] = [];
  for (const content of ['a', 'b', 'c']) {
    const created = await notes.createNote({ userId, wholeNote: { content }, idempotencyKey: content });
    ids.push(created.noteId);
  }
  const path = { userId, id: ids[0]! };

  const note = await notes.getNote(path);
  expect('the content', note.content, 'a');

  const listed: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await notes.listNotes({ userId, limit: 2, order: 'asc', view: 'summary', cursor });
    listed.push(...page.notes.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  expect('the list', listed, ids);

  const replaced = await notes.replaceNote({ ...path, ifMatch: note.etag, wholeNote: { content: 'new', title: 'Errands' } });
  expect('the title', replaced.title, 'Errands');
  const patched = await notes.patchNote({ ...path, notePatch: { title: null } });
  expect('the removed title', patched.title, undefined);

  const problem = await refused(412, notes.replaceNote({ ...path, ifMatch: note.etag, wholeNote: { content: 'late' } }));
  expect('the code', problem.code, ProblemCode.PRECONDITION_FAILED);
  expect('the detail', problem.detail, 'A precondition of the request is not met.');
  expect('the current note', problem.current?.content, 'new');

  const invalid = await refused(400, notes.listNotes({ userId, limit: 0 }));
  expect('the invalid value', invalid.errors?.[0]?.parameter, 'limit');

  await notes.deleteNote({ ...path, ifMatch: patched.etag });
  const missing = await refused(404, notes.getNote(path));
  expect('the code of a note that is gone', missing.code, ProblemCode.NOTE_NOT_FOUND);
}

/** This client throws the response, and leaves its body to its user. */
async function refused(status: number, request: Promise<unknown>): Promise<Problem> {
  const error = await request.then(() => undefined, (reason: unknown) => reason);
  if (!(error instanceof ResponseError)) {
    throw new Error(`no answer ${status}: ${error}`);
  }
  expect('the status', error.response.status, status);
  return ProblemFromJSON(await error.response.json());
}
