/** Checks of the compiler about the client; nothing here runs. */
import { ConflictError, NotesClient, NotesProblem, ProblemError } from '../../client/index';

export async function lists(notes: NotesClient): Promise<void> {
  for await (const note of notes.list()) {
    note.content.trim();
    // @ts-expect-error only a summary has one
    note.snippet.trim();
  }
  for await (const note of notes.list({ view: 'summary' })) {
    note.snippet.trim();
    // @ts-expect-error a summary has none
    note.content.trim();
  }
  // @ts-expect-error
  await notes.page({ order: 'newest' });
}

export async function writes(notes: NotesClient): Promise<void> {
  const created = await notes.create({ content: '' });
  await notes.update(created, { title: null });
  // @ts-expect-error a note always has a content
  await notes.update(created, { content: null });
  // @ts-expect-error it would remove the content
  await notes.replace(created, { title: '' });
  // @ts-expect-error the entity tag is missing
  await notes.remove({ id: created.id });
}

export function problems(problem: NotesProblem): number | undefined {
  switch (problem.code) {
    case 'note-too-large': return problem.limit;
    case 'invalid-field': return problem.errors.length;
    case 'precondition-failed': return problem.current.etag.length;
    case 'note-not-found':
      // @ts-expect-error another problem has it
      return problem.limit;
    // @ts-expect-error no problem has this code
    case 'not-found': return 0;
    default: return undefined;
  }
}

export function errors(error: unknown): string | undefined {
  if (error instanceof ConflictError) {
    return error.current?.content;
  }
  return error instanceof ProblemError ? error.code : undefined;
}
