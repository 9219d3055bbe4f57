import { ConflictError, ProblemError } from 'cdk-notes-api-client';
import type { Trouble } from './drafts';
import { SignedOutError } from './session';

export const isMissing = (error: unknown): boolean => error instanceof ProblemError && error.code === 'note-not-found';

export const isSignedOut = (error: unknown): boolean =>
  error instanceof SignedOutError || (error instanceof ProblemError && error.code === 'unauthenticated');

/** Whether the API answered, and a later attempt gets the same answer. */
const isFinal = (error: unknown): error is ProblemError => error instanceof ProblemError && error.status! < 500 && error.status !== 429;

/** Whether the API cannot answer at the moment. */
export const isUnreachable = (error: unknown): boolean => !isSignedOut(error) && !isFinal(error);

/** A sentence for the user. */
export function sentenceOf(error: unknown): string {
  if (isSignedOut(error)) {
    return 'Sign in again.';
  }
  if (isMissing(error)) {
    return 'This note does not exist.';
  }
  if (isFinal(error)) {
    return error.problem.detail;
  }
  return error instanceof ProblemError ? 'The notes service is not available.' : 'No connection.';
}

/** What only the user can solve; undefined for what a later attempt or a new sign-in solves. */
export function troubleOf(error: unknown): Trouble | undefined {
  if (error instanceof ConflictError && error.current) {
    return { kind: 'changed', current: error.current };
  }
  if (isMissing(error)) {
    return { kind: 'deleted' };
  }
  return isFinal(error) && !isSignedOut(error) ? { kind: 'refused', reason: error.problem.detail } : undefined;
}
