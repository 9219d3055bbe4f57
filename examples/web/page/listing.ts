import type { Note, NotesPage, NoteSummary } from 'cdk-notes-api-client';

const SNIPPET_LENGTH = 200;

export type ListedNote = Pick<NoteSummary, 'id' | 'title' | 'snippet' | 'updatedAt'>;

/** The pages of the list that are loaded, the newest note first. */
export class Listing {
  notes: ListedNote[] = [];
  /** Of the next page. Absent when the list is complete. */
  cursor?: string;

  /** Adds the page after `cursor`. Without one, the list begins again. */
  add({ notes, nextCursor }: NotesPage<'summary'>, cursor: string | undefined): void {
    const known = cursor === undefined ? [] : this.notes;
    this.notes = [...known, ...notes.filter(({ id }) => !known.some((other) => other.id === id))];
    this.cursor = nextCursor;
  }

  /** Shows a note as it is now. */
  show({ id, title, content, updatedAt }: Note): void {
    const note = { id, title, snippet: content.slice(0, SNIPPET_LENGTH), updatedAt };
    this.notes = this.notes.some((other) => other.id === id)
      ? this.notes.map((other) => other.id === id ? note : other)
      : [note, ...this.notes].sort((one, other) => one.id < other.id ? 1 : -1);
  }

  remove(id: string): void {
    this.notes = this.notes.filter((note) => note.id !== id);
  }
}
