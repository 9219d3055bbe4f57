export { NotesOperation } from './contract/operations';
export * from './notes-api';
export * from './reference/notes-api-base';
export * from './reference/notes-api-grants';
export * from './notes-api-props';
export * from './authorization/notes-authorization';
export * from './functions/notes-function-options';
export * from './monitoring/notes-monitoring-options';
export * from './functions/notes-time-budget';
