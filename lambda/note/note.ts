import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { parseDateTime } from './date-time';
import { opaqueTag } from './entity-tag';
import { NoteMembers } from './note-members';
import { excerpt } from './text';
import { LIMITS } from '../../src/contract/limits';

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

/** A note that did not exist before, under an id that sorts by its date unless it brings its own. */
export function newNote(userId: string, { content = '', title, createdAt }: NoteMembers, id?: string): Note {
  const imported = createdAt === undefined ? undefined : parseDateTime(createdAt);
  return {
    userId,
    // Without a time of its own, uuid keeps the notes of one millisecond in their order.
    id: id ?? (imported === undefined ? uuidv7() : uuidv7({ msecs: imported })),
    content,
    title,
    createdAt: new Date(imported ?? Date.now()).toISOString(),
    ...newState(),
  };
}

/** What every write gives a note. The revision is random: a note that is deleted and made again must not repeat an entity tag. */
export const newState = () => ({ updatedAt: new Date().toISOString(), rev: randomBytes(12).toString('base64url') });

export const etag = ({ rev }: Pick<Note, 'rev'>): string => `"${opaqueTag(rev)}"`;

/** A note as a client sees it: what it does not have is left out. */
export function noteDocument(note: Note): Record<string, unknown> {
  const { id, content, title, createdAt, updatedAt } = note;
  return { id, content, title, createdAt, updatedAt, etag: etag(note) };
}

/** A note in a list of many. */
export function noteSummary(note: Note): Record<string, unknown> {
  const { content, ...others } = noteDocument(note);
  return { ...others, snippet: excerpt(note.content, LIMITS.snippetCharacters) };
}
