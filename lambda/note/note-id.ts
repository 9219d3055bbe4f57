import { utf8Length } from './text';

/** DynamoDB's limit of a sort key. */
const MAX_SORT_KEY_BYTES = 1024;

/** Whether a row with this sort key may be a note: internal rows have a `~` in theirs. */
export const isNoteId = (id: string): boolean => id.length > 0 && !id.includes('~') && utf8Length(id) <= MAX_SORT_KEY_BYTES;
