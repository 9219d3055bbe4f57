import { START_ROWS } from './start-rows';
import { seenRow } from './stored-note';
import { Trashed } from './trash-register';
import { Row } from '../lambda/notes-table';
import { noteOf } from '../lambda/writes';

const AT = { S: '2026-01-01T00:00:00.000Z' };

/** A row in the trash; its time passes in so many seconds. */
function inTrash(userId: string, seconds: number): Row {
  const { noteContent, ...others } = noteOf(userId);
  const expiresAt = { N: `${Math.floor(Date.now() / 1000) + seconds}` };
  return { ...others, deletedContent: noteContent, deletedAt: AT, updatedAt: AT, expiresAt };
}

/** The rows before a history with a trash. */
export const TRASH_ROWS: Readonly<Record<string, (userId: string) => Row>> = {
  ...START_ROWS,
  'in the trash': (userId) => inTrash(userId, 3_600),
  'in the trash for a second more': (userId) => inTrash(userId, 1),
  'in the trash, its time has passed': (userId) => inTrash(userId, -10),
  'deleted for good': (userId) => {
    const { deletedContent: _, ...tombstone } = inTrash(userId, 3_600);
    return tombstone;
  },
};

/** The state of a row for clients. */
export function trashedRow(row: Row | undefined, mayExpire = false): Trashed {
  const { noteContent, deletedContent } = row ?? {};
  return {
    note: noteContent ? seenRow(row!) : null,
    trash: deletedContent ? seenRow({ ...row!, noteContent: deletedContent }) : null,
    mayExpire: mayExpire && deletedContent !== undefined && Number(row!.expiresAt.N) < Date.now() / 1000 + 60,
  };
}
