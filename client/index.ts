export type { ConnectionOptions, UnsignedRequest } from './connection.ts';
export { ConflictError, NoAnswerError, NotesError, ProblemError } from './errors.ts';
export { NotesClient } from './notes-client.ts';
export type { CallOptions, CreateOptions, EditOptions, NotesClientOptions, RemoveOptions } from './notes-client.ts';
export type { ChangedNote, ChangesPage, ListedNote, ListQuery, Note, NoteFields, NotePatch, NotesPage, NoteState, NoteSummary, View } from './notes.ts';
export type { InvalidValue, NotesProblem, ProblemCode } from './problems.ts';
