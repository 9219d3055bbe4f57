/** A member of a note that a client may write. */
export type NoteField = 'content' | 'title' | 'createdAt';

/** What a string in a note may be, beyond being well-formed Unicode. */
export interface StringRule {
  readonly maxBytes?: number;
  readonly noControlCharacters?: boolean;
  /** RFC 3339, and no later than this many milliseconds from now. */
  readonly dateTimeWithin?: number;
}

export const NOTE_FIELDS: Readonly<Record<NoteField, StringRule>> = {
  content: {},
  title: { maxBytes: 1024, noControlCharacters: true },
  createdAt: { dateTimeWithin: 5 * 60_000 },
};
