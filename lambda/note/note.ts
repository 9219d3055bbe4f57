import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { opaqueTag } from './entity-tag';
import { NoteMembers, stored } from './note-members';
import { excerpt } from './text';
import { LIMITS } from '../../src/contract/limits';
import { METADATA_FIELDS, NOTE_FIELD_NAMES, NoteField, NoteFields, SUMMARY_FIELDS } from '../../src/contract/note-fields';

/** A note. Rows that the tutorial's code wrote have only content. */
export type Note = NoteFields & {
  readonly id: string;
  readonly updatedAt?: string;
  readonly rev?: string;
  /** Only set for a note in the trash. */
  readonly deletedAt?: string;
};

/** A new note. An id that is not given sorts by its date. */
export function newNote(members: NoteMembers, now: Date, id?: string): Note {
  const fields = stored(members);
  const imported = fields.createdAt === undefined ? undefined : Date.parse(fields.createdAt);
  return {
    // Without a given time, uuid keeps notes of the same millisecond in order.
    id: id ?? (imported === undefined ? uuidv7() : uuidv7({ msecs: imported })),
    content: '',
    ...fields,
    createdAt: fields.createdAt ?? now.toISOString(),
    ...newState(now),
  };
}

/** The values that every write sets. */
export const newState = (now: Date) => ({ updatedAt: now.toISOString(), rev: newRevision() });

const REVISION_BYTES = 12;

/** For many revisions at once: the generator takes as long for one. */
let entropy = Buffer.alloc(0);

/** Random, because a note that is deleted and created again must not repeat an entity tag. */
export function newRevision(): string {
  entropy = entropy.length > 0 ? entropy : randomBytes(REVISION_BYTES * 100);
  const rev = entropy.toString('base64url', 0, REVISION_BYTES);
  entropy = entropy.subarray(REVISION_BYTES);
  return rev;
}

/** As large as every new state. */
export const SAMPLE_STATE = { updatedAt: new Date(0).toISOString(), rev: Buffer.alloc(REVISION_BYTES).toString('base64url') };

export const etag = ({ rev }: Pick<Note, 'rev'>): string => `"${opaqueTag(rev)}"`;

/** A note as a client sees it. JSON omits the members that it does not have. */
export const noteDocument = (note: Note): Record<string, unknown> => document(note, NOTE_FIELD_NAMES);

/** A note in a list with the view `summary`. */
export const noteSummary = (note: Note): Record<string, unknown> =>
  ({ ...document(note, SUMMARY_FIELDS), snippet: excerpt(note.content, LIMITS.snippetCharacters) });

/** A note without its content. */
export const noteMetadata = (note: Note): Record<string, unknown> => document(note, METADATA_FIELDS);

function document(note: Note, fields: readonly NoteField[]): Record<string, unknown> {
  const shown: Record<string, unknown> = { id: note.id };
  for (const field of fields) {
    shown[field] = note[field];
  }
  return Object.assign(shown, { updatedAt: note.updatedAt, etag: etag(note), deletedAt: note.deletedAt });
}
