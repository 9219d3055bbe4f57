import { warmUp } from './dynamodb/warm-up.ts';

export { createNote } from './create-note.ts';
export { deleteNote } from './delete-note.ts';
export { getNote } from './get-note.ts';
export { listNotes } from './list-notes.ts';
export { updateNote } from './update-note.ts';

await warmUp();
