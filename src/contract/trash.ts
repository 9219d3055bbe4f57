/** The attributes of a deleted note that is in the trash, or of which only a tombstone is left. */
export const TRASH = {
  /** The content, under another name: so the row is no note. Absent from a note that was deleted for good. */
  content: 'deletedContent',
  deletedAt: 'deletedAt',
  /** The own `expiresAt` of the note, as some other writer set it. */
  expiresAt: 'deletedExpiresAt',
} as const;
