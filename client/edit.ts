import type { Deadline } from './deadline.ts';
import { ConflictError } from './errors.ts';
import type { Note, NotePatch, NoteState } from './notes.ts';
import type { EditOptions } from './options.ts';

/** Returns the change of a note, or nothing to leave it as it is. */
export type Change = (note: Note) => NotePatch | undefined | Promise<NotePatch | undefined>;

type Write = (state: NoteState, patch: NotePatch) => Promise<Note>;

/** Repeats the change of a note until nobody else has changed the note in between. */
export async function edited(read: Note, change: Change, write: Write, { isDone }: EditOptions, deadline: Deadline): Promise<Note> {
  for (let note = read; ;) {
    const patch = await change(note);
    if (!patch) {
      return note;
    }
    try {
      return await write(note, patch);
    } catch (error) {
      if (!(error instanceof ConflictError) || !error.current || deadline.left <= 0) {
        throw error;
      }
      note = error.current;
      if (error.isOutcomeUnknown) {
        // The change may be in the note, or others may have removed it since.
        if (!isDone) {
          throw error;
        }
        if (isDone(note)) {
          return note;
        }
      }
    }
  }
}
