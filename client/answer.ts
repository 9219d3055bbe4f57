import type { Failure } from './failure.ts';
import type { NotesProblem } from './problems.ts';

/** The answer to a request that was carried out. */
export interface Success {
  /** Undefined if the answer has no body. */
  readonly document: object | undefined;
}

/** The answer of the API, or a failure if the response is not one of the API. */
export async function answerOf(response: Response): Promise<Success | Failure> {
  const { ok, status, headers } = response;
  const document = objectIn(await response.text());
  if (status === 204 || (ok && document)) {
    return { document };
  }
  const isProblem = !ok && document && 'code' in document;
  return { status, retryAfterMillis: millisUntil(headers.get('Retry-After') ?? ''), ...isProblem && { problem: document as NotesProblem } };
}

function objectIn(json: string): object | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** `Retry-After` has seconds or a date (RFC 9110, section 10.2.3). */
function millisUntil(retryAfter: string): number | undefined {
  const millis = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1_000 : Date.parse(retryAfter) - Date.now();
  return millis >= 0 ? millis : undefined;
}
