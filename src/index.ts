export { NotesOperation } from './contract/operations';
export * from './notes-api';
export * from './notes-api-base';
export * from './notes-api-grants';
export * from './notes-api-props';
export * from './notes-authorization';
export * from './notes-function-options';
export * from './notes-monitoring-options';
export * from './notes-time-budget';
