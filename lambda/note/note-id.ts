import { utf8Length } from './text';

/** DynamoDB's limit of a sort key. */
export const MAX_SORT_KEY_BYTES = 1024;

/** Sort keys from here on are internal: they are after every note id. */
export const FIRST_INTERNAL_KEY = '~';

/** Whether a row with this sort key may be a note. */
export const isNoteId = (id: string): boolean =>
  id.length > 0 && id < FIRST_INTERNAL_KEY && !id.includes(FIRST_INTERNAL_KEY) && utf8Length(id) <= MAX_SORT_KEY_BYTES;

/** Whether a client may choose this id for a new note. */
export const isChosenId = (id: string): boolean => /^[A-Za-z0-9_-]{1,128}$/.test(id);
