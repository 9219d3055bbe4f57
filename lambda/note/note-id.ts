import { utf8Length } from './text';
import { LIMITS } from '../../src/contract/limits';

/** Internal sort keys start here. They sort after every note id. */
export const FIRST_INTERNAL_KEY = '~';

/** Whether a row with this sort key can be a note. */
export const isNoteId = (id: string): boolean =>
  id.length > 0 && id.isWellFormed() && id < FIRST_INTERNAL_KEY && !id.includes(FIRST_INTERNAL_KEY) && utf8Length(id) <= LIMITS.noteIdBytes;

/** Whether a client may choose this id for a new note. */
export const isChosenId = (id: string): boolean => /^[\w-]+$/.test(id) && id.length <= LIMITS.chosenIdCharacters;
