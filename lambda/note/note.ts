import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { parseDateTime } from './date-time';
import { NoteMembers } from './note-members';

/** A note. Rows that the tutorial's own code wrote have no title, dates and revision. */
export interface Note {
  readonly userId: string;
  readonly id: string;
  readonly content: string;
  readonly title?: string;
  readonly createdAt?: string;
  readonly updatedAt?: string;
  readonly rev?: string;
}

/** A note that did not exist before, under an id that sorts by its date. */
export function newNote(userId: string, { content = '', title, createdAt }: NoteMembers): Note {
  const now = Date.now();
  const imported = createdAt === undefined ? undefined : parseDateTime(createdAt);
  return {
    userId,
    // Without a time of its own, uuid keeps the notes of one millisecond in their order.
    id: imported === undefined ? uuidv7() : uuidv7({ msecs: imported }),
    content,
    title,
    createdAt: new Date(imported ?? now).toISOString(),
    updatedAt: new Date(now).toISOString(),
    rev: newRevision(),
  };
}

/** Random and not a counter: a note that is deleted and made again must not repeat an entity tag. */
const newRevision = (): string => randomBytes(12).toString('base64url');

/** The opaque part of the entity tag, which may not hold every character that another writer's revision does. */
export const revision = ({ rev = '0' }: Note): string => encodeURIComponent(rev);

export const etag = (note: Note): string => `"${revision(note)}"`;

/** A note as a client sees it: what it does not have is left out. */
export function noteDocument(note: Note): Record<string, unknown> {
  const { id, content, title, createdAt, updatedAt } = note;
  return { id, content, title, createdAt, updatedAt, etag: etag(note) };
}
