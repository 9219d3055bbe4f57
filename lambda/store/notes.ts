import { Access } from './access';
import { createNote } from './create';
import { CreatedNote, createNoteOnce } from './create-once';
import { deleteNote } from './delete';
import { deleteForGood, moveToTrash } from './delete-with-trash';
import { readNote } from './read';
import { Changes, ChangesQuery, readChanges } from './read-changes';
import { Page, PageQuery, readPage } from './read-page';
import { restoreNote } from './restore';
import { TRASH_SECONDS } from './trash';
import { changeNote, createChosenNote } from './update';
import { DYNAMODB } from '../dynamodb/connection';
import { Preconditions } from '../note/entity-tag';
import { Note } from '../note/note';
import { NoteMembers } from '../note/note-members';

/** The notes of one user, for one invocation: the only access of an operation to the table. */
export class Notes {
  // Private at run time, too: no operation can access the notes of another user.
  readonly #access: Access;

  constructor(access: Omit<Access, 'connection'> & Partial<Access>) {
    this.#access = { connection: DYNAMODB, ...access };
  }

  create(members: NoteMembers): Promise<CreatedNote> {
    return createNote(this.#access, members);
  }

  createOnce(members: NoteMembers, key: string): Promise<CreatedNote> {
    return createNoteOnce(this.#access, members, key);
  }

  createChosen(id: string, members: NoteMembers): Promise<Note> {
    return createChosenNote(this.#access, id, members);
  }

  read(id: string): Promise<Note | undefined> {
    return readNote(this.#access, id);
  }

  readPage(query: PageQuery): Promise<Page> {
    return readPage(this.#access, query);
  }

  readChanges(query: ChangesQuery): Promise<Changes> {
    return readChanges(this.#access, query);
  }

  change(id: string, members: NoteMembers, preconditions: Preconditions): Promise<Note> {
    return changeNote(this.#access, id, members, preconditions);
  }

  /** Without a trash, every deletion is permanent. */
  delete(id: string, preconditions: Preconditions, isForGood: boolean): Promise<void> {
    const deletion = TRASH_SECONDS === undefined ? deleteNote : isForGood ? deleteForGood : moveToTrash;
    return deletion(this.#access, id, preconditions);
  }

  restore(id: string, preconditions: Preconditions): Promise<Note> {
    return restoreNote(this.#access, id, preconditions);
  }
}
