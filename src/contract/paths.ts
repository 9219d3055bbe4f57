/** The paths of the notes of a user and of one note. */
export const NOTES_PATH = '/notes/{userId}';
export const NOTE_PATH = `${NOTES_PATH}/{id}`;
