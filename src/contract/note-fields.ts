import { LIMITS } from './limits';

/** A member of a note that a client may write. */
export type NoteField = 'content' | 'title' | 'createdAt';

/** What a string in a note may be, beyond being well-formed Unicode. */
export interface StringRule {
  readonly description: string;
  readonly maxBytes?: number;
  readonly noControlCharacters?: boolean;
  /** RFC 3339, and no later than this many milliseconds from now. */
  readonly dateTimeWithin?: number;
}

export const NOTE_FIELDS: Readonly<Record<NoteField, StringRule>> = {
  content: { description: 'The text of the note. May be empty.' },
  title: {
    description: `At most ${LIMITS.titleBytes} bytes of UTF-8 without control characters.`,
    maxBytes: LIMITS.titleBytes,
    noControlCharacters: true,
  },
  createdAt: {
    description: 'When the note was made, as RFC 3339, for imports: at most five minutes in the future. Only a new note takes it.',
    dateTimeWithin: 5 * 60_000,
  },
};

/** The members of a note in a request's body; every other one is ignored. */
export interface NoteBody {
  /** Its schema's name. */
  readonly name: string;
  /** All that are taken for this; the last is its own. */
  readonly mediaTypes: readonly string[];
  readonly required: readonly NoteField[];
  readonly optional: readonly NoteField[];
  /** Those that `null` removes. */
  readonly removable: readonly NoteField[];
}

export const WHOLE_NOTE: NoteBody = {
  name: 'WholeNote',
  mediaTypes: ['application/json'],
  required: ['content'],
  optional: ['title', 'createdAt'],
  removable: [],
};

const MERGE_PATCH = 'application/merge-patch+json';

/** A JSON Merge Patch (RFC 7396). */
export const NOTE_PATCH: NoteBody = {
  name: 'NotePatch',
  mediaTypes: ['application/json', MERGE_PATCH],
  required: [],
  optional: ['content', 'title'],
  removable: ['title'],
};
