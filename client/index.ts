export type { ConnectionOptions } from './connection.ts';
export type { Change } from './edit.ts';
export { ConflictError, NoAnswerError, NotesError, ProblemError } from './errors.ts';
export { NotesClient } from './notes-client.ts';
export type { CallOptions, ChangesOptions, CreateOptions, EditOptions, NotesClientOptions, RemoveOptions } from './options.ts';
export type { ChangedNote, ChangesPage, ListedNote, ListQuery, Note, NoteFields, NotePatch, NotesPage, NoteState, NoteSummary, View } from './notes.ts';
export type { InvalidValue, NotesProblem, ProblemCode } from './problems.ts';
export type { UnsignedRequest } from './request.ts';
