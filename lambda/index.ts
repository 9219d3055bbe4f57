export { createNote } from './create-note';
export { deleteNote } from './delete-note';
export { getNote } from './get-note';
export { listNotes } from './list-notes';
export { updateNote } from './update-note';
