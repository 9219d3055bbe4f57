/** The attributes of a deleted note that is in the trash, or of which only a tombstone is left. */
export const TRASH = {
  /** The content under another name, so that the row is not a note. Absent from a note that was deleted permanently. */
  content: 'deletedContent',
  deletedAt: 'deletedAt',
  /** The note's own `expiresAt`, which another writer set. */
  expiresAt: 'deletedExpiresAt',
} as const;
