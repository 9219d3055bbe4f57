import { NOTE_FIELD_NAMES, NOTE_FIELDS } from './note-fields';

/** The global index that the feed of changes reads: rows of a user by `updatedAt`. */
export const CHANGES_INDEX = {
  name: 'notes-changes',
  sortKey: 'updatedAt',
  /** The attributes besides the keys. Neither this list nor the name may change: CloudFormation cannot change an index in place. */
  attributes: ['title', 'noteTags', 'createdAt', 'rev', 'deletedAt', 'expiresAt'],
} as const;

/** The fields of a note that the feed shows. A later field has no attribute in the index. */
export const FEED_FIELDS = NOTE_FIELD_NAMES
  .filter((field) => (CHANGES_INDEX.attributes as readonly string[]).includes(NOTE_FIELDS[field].attribute));

/**
 * A change that is older than this when a pass begins is in the index: the index lags by up to 30 s, DynamoDB carries out an attempt up to
 * 20 s after its date, and two clocks differ by up to 10 s.
 */
export const CHANGES_SETTLED_MILLIS = 60_000;
