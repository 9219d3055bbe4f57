import type { Note, NoteState } from './notes.ts';
import type { NotesProblem, ProblemCode } from './problems.ts';

/** A call that failed. */
export abstract class NotesError extends Error {
  constructor(
    message: string,
    /** Whether the call may have changed the notes nevertheless, because an attempt got no answer. */
    readonly isOutcomeUnknown: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The API answered with a problem document. */
export class ProblemError extends NotesError {
  override readonly name: string = 'ProblemError';

  constructor(readonly problem: NotesProblem, readonly status: number, isOutcomeUnknown: boolean) {
    super(`${problem.code}: ${problem.detail}`, isOutcomeUnknown);
  }

  get code(): ProblemCode {
    return this.problem.code;
  }
}

/** The note is no longer in the state that the call was to change. */
export class ConflictError extends ProblemError {
  override readonly name = 'ConflictError';
  /** The state of the note as it is now. */
  readonly state: NoteState;
  /** The note as it is now. Absent after `remove`, whose caller may not be allowed to read it. */
  readonly current?: Note;

  constructor(problem: NotesProblem & { readonly code: 'precondition-failed' }, status: number, isOutcomeUnknown: boolean) {
    super(problem, status, isOutcomeUnknown);
    const { content, ...others } = problem.current;
    this.state = { id: others.id, etag: others.etag };
    if (content !== undefined) {
      this.current = { ...others, content };
    }
  }
}

/** The API could not be reached, or something else answered in its place. */
export class NoAnswerError extends NotesError {
  override readonly name = 'NoAnswerError';

  constructor(
    message: string,
    isOutcomeUnknown: boolean,
    /** The HTTP status, if something else answered. */
    readonly status?: number,
    options?: ErrorOptions,
  ) {
    super(message, isOutcomeUnknown, options);
  }
}
