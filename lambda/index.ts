export { createNote } from './create-note';
export { getNote } from './get-note';
