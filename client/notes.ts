import type { components, operations } from './openapi.ts';

type Schemas = components['schemas'];
type ListParameters = NonNullable<operations['listNotes']['parameters']['query']>;

export type Note = Schemas['Note'];
export type NoteSummary = Schemas['NoteSummary'];
export type ChangedNote = Schemas['ChangedNote'];

/** The fields of a new note, or of one that replaces another. */
export type NoteFields = Schemas['WholeNote'];

/** The fields to change. `null` removes the title or the tags. */
export type NotePatch = Schemas['NotePatch'];

/** The id and the entity tag of a note, which each document of a note has. The entity tag `*` stands for any state. */
export type NoteState = Pick<Note, 'id' | 'etag'>;

/** The notes in a list, by its view. */
interface Listed {
  readonly full: Note;
  readonly summary: NoteSummary;
}

export type View = keyof Listed;
export type ListedNote<V extends View> = Listed[V];

/** The selection of a list. `limit` is the number of notes on a page. */
export type ListQuery<V extends View> = Omit<ListParameters, 'since' | 'view'> & { readonly view?: V };

export interface NotesPage<V extends View> {
  readonly notes: ListedNote<V>[];
  /** The `cursor` of the next page. Absent on the last page. */
  readonly nextCursor?: string;
}

export interface ChangesPage {
  /** The oldest change first. A change can come more than once: compare the entity tags. */
  readonly notes: ChangedNote[];
  /** The `since` of the next call. */
  readonly nextSince: string;
  /** Whether there are more changes already. */
  readonly hasMore?: boolean;
}
