import type { Connection } from './connection.ts';
import type { Deadline } from './deadline.ts';
import { errorOf, isTransient, mayBeCarriedOut } from './failure.ts';
import type { NotesRequest } from './request.ts';

const FIRST_BACK_OFF = 200;
const LONGEST_BACK_OFF = 5_000;

/** Sends a request until it succeeds, until another attempt cannot help, or until the deadline. Resolves to the document of the answer. */
export async function send(connection: Connection, request: NotesRequest, deadline: Deadline): Promise<unknown> {
  let isOpen = false;
  let isTokenRefused = false;
  let isTokenRenewed = false;
  for (let attempt = 0; ; attempt++) {
    const answer = await connection.attempt(request, deadline, isTokenRefused);
    if ('document' in answer) {
      return answer.document;
    }
    isTokenRefused = answer.status === 401 && connection.hasToken && !isTokenRenewed;
    if (isTokenRefused) {
      isTokenRenewed = true;
      continue;
    }
    isOpen ||= mayBeCarriedOut(answer);
    const pause = pauseBefore(attempt, answer.retryAfterMillis);
    if (!isTransient(answer) || (isOpen && !request.isRepeatable) || pause >= deadline.left) {
      throw errorOf(answer, isOpen && request.method !== 'GET');
    }
    await deadline.pause(pause);
  }
}

/** Random, so that clients that failed together do not come back together. */
function pauseBefore(attempt: number, retryAfterMillis = 0): number {
  const backOff = Math.min(FIRST_BACK_OFF * 2 ** attempt, LONGEST_BACK_OFF);
  return retryAfterMillis + Math.random() * Math.max(backOff, retryAfterMillis);
}
