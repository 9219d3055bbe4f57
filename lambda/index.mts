import { createNote } from './create-note.ts';
import { deleteNote } from './delete-note.ts';
import { warmUp } from './dynamodb/warm-up.ts';
import { getNote } from './get-note.ts';
import { rehearsalOf } from './http/rehearsal.ts';
import { listNotes } from './list-notes.ts';
import { updateNote } from './update-note.ts';

export { createNote, deleteNote, getNote, listNotes, updateNote };

await warmUp(rehearsalOf({ createNote, deleteNote, getNote, listNotes, updateNote }));
