export { NotesOperation } from './contract/operations';
export { NotesApiAttributes } from './imported-notes-api';
export * from './notes-api';
export * from './notes-api-base';
export * from './notes-api-grants';
export * from './notes-authorization';
