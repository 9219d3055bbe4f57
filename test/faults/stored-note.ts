import { etag } from '../../lambda/note/note';
import { Seen } from '../lambda/note-register';
import { NotesTable, Row } from '../lambda/notes-table';

/** The note that a client should see in a row. */
export const seenRow = ({ SK, noteContent, title, rev }: Row): Seen =>
  ({ id: SK.S!, content: noteContent.S!, title: title?.S ?? null, etag: etag({ rev: rev?.S }) });

/** The notes of a user, without the records of idempotent requests. */
export async function storedNotes(table: NotesTable, userId: string): Promise<Seen[]> {
  return (await table.rows(userId)).filter(({ SK }) => !SK.S!.startsWith('~')).map(seenRow);
}
