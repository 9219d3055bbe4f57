/** The paths of the notes of a user and of one note. */
export const NOTES_PATH = '/notes/{userId}';
export const NOTE_PATH = `${NOTES_PATH}/{id}`;
/** Brings a note back from the trash. */
export const RESTORE_PATH = `${NOTE_PATH}/restore`;
