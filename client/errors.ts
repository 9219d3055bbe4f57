import type { Note, NoteState } from './notes.ts';
import type { NotesProblem, ProblemCode } from './problems.ts';

/** A call that failed. */
export abstract class NotesError extends Error {
  /** Whether the call may have changed the notes nevertheless: an attempt had no answer. */
  readonly isOutcomeUnknown: boolean;

  constructor(
    message: string,
    /** The HTTP status of the last answer, if there was one. */
    readonly status: number | undefined,
    { isOutcomeUnknown = false, ...options }: ErrorOptions & { readonly isOutcomeUnknown?: boolean } = {},
  ) {
    super(message, options);
    this.isOutcomeUnknown = isOutcomeUnknown;
  }
}

/** The API answered with a problem document. */
export class ProblemError extends NotesError {
  override readonly name: string = 'ProblemError';

  constructor(readonly problem: NotesProblem, status: number, isOutcomeUnknown: boolean) {
    super(`${problem.code}: ${problem.detail}`, status, { isOutcomeUnknown });
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
}
