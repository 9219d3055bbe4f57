import { ConflictError, NoAnswerError, NotesError, ProblemError } from './errors.ts';
import type { NotesProblem } from './problems.ts';

/** An attempt that did not succeed. Without a problem document, either something other than the API answered, or nothing did. */
export interface Failure {
  readonly status?: number;
  readonly problem?: NotesProblem;
  /** When the API asks for the next attempt. */
  readonly retryAfterMillis?: number;
  readonly cause?: unknown;
}

/** API Gateway answers 500 when Lambda throttles. Proxies answer 502 and 504 when they get no answer. */
const TRANSIENT_STATUSES = [429, 500, 502, 503, 504];

/** Whether nothing answered, or something else did: the sign-in page of a network has status 200. */
const isUnanswered = ({ status, problem }: Failure): boolean => problem === undefined && (status === undefined || status < 400);

const isUnderWay = ({ problem }: Failure): boolean => problem?.code === 'idempotency-in-progress';

/** Whether another attempt can succeed. With 429 `refused`, the quota of the API key is used up. */
export const isTransient = (failure: Failure): boolean => isUnanswered(failure) || isUnderWay(failure)
  || (TRANSIENT_STATUSES.includes(failure.status!) && failure.problem?.code !== 'refused');

/** Whether the request may still have been carried out. */
export const mayBeCarriedOut = (failure: Failure): boolean => isUnanswered(failure) || isUnderWay(failure) || failure.status! >= 500;

export function errorOf({ status, problem, cause }: Failure, isOutcomeUnknown: boolean): NotesError {
  switch (problem?.code) {
    case undefined: {
      const answer = status === undefined ? 'nothing answered' : `something else answered, with status ${status}`;
      return new NoAnswerError(`no answer of the notes API: ${answer}`, isOutcomeUnknown, status, { cause });
    }
    case 'precondition-failed': return new ConflictError(problem, status!, isOutcomeUnknown);
    default: return new ProblemError(problem!, status!, isOutcomeUnknown);
  }
}
