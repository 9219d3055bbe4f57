import { LIMITS } from './limits';
import { NOTE_FIELD_NAMES, NOTE_FIELDS, NoteFieldRow } from './note-fields';
import { TABLE } from './table';
import { TRASH } from './trash';

/** The types of DynamoDB that the functions write. */
export type AttributeTypeName = 'S' | 'N' | 'L';

/** An attribute that the functions write. */
export interface WrittenAttribute {
  readonly type: AttributeTypeName;
  /** Whether it may be an empty string. */
  readonly mayBeEmpty?: boolean;
  /** Its largest size; undefined where only the size of the item limits it. */
  readonly maxBytes?: number;
}

/** Hashes, ids, revisions and date-times in UTC. */
const SHORT_TEXT: WrittenAttribute = { type: 'S', maxBytes: 64 };

/** The attribute of a field of a note. */
function fieldAttribute(field: NoteFieldRow): WrittenAttribute {
  switch (field.kind) {
    case 'text':
      return { type: 'S', mayBeEmpty: !field.minBytes, maxBytes: field.maxBytes };
    case 'texts':
      return { type: 'L' };
    case 'date-time':
      return SHORT_TEXT;
  }
}

/** Every attribute that the functions write, of notes and of idempotency records. */
export const WRITTEN_ATTRIBUTES: Readonly<Record<string, WrittenAttribute>> = {
  [TABLE.partitionKey]: { type: 'S', maxBytes: LIMITS.userIdBytes },
  [TABLE.sortKey]: { type: 'S', maxBytes: LIMITS.noteIdBytes },
  ...Object.fromEntries(NOTE_FIELD_NAMES.map((field) => [NOTE_FIELDS[field].attribute, fieldAttribute(NOTE_FIELDS[field])])),
  updatedAt: SHORT_TEXT,
  rev: SHORT_TEXT,
  [TABLE.timeToLive]: { type: 'N' },
  noteId: SHORT_TEXT,
  fingerprint: SHORT_TEXT,
};

/** Every further attribute that the functions write with a trash. */
export const TRASH_ATTRIBUTES: Readonly<Record<string, WrittenAttribute>> = {
  [TRASH.content]: fieldAttribute(NOTE_FIELDS.content),
  [TRASH.deletedAt]: SHORT_TEXT,
  [TRASH.expiresAt]: { type: 'N' },
};

export const writtenAttributes = (hasTrash: boolean): Readonly<Record<string, WrittenAttribute>> =>
  ({ ...WRITTEN_ATTRIBUTES, ...hasTrash && TRASH_ATTRIBUTES });
