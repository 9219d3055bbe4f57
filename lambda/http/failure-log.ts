import type { Problem } from '../note/problem';

/** Logs why a request failed, under the id that its answer has; Lambda's JSON log format adds time, level and an id of its own. */
export function logFailure({ code, cause }: Problem, requestId: string): void {
  console.error({ code, requestId, cause: description(cause) });
}

/** What an error is, without its message: messages quote what they failed on, and that may be a note. */
function description(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) {
    return { name: typeof error };
  }
  const { $metadata = {}, code } = error as { $metadata?: Record<string, unknown>; code?: unknown };
  return {
    name: error.name,
    code,
    status: $metadata.httpStatusCode,
    attempts: $metadata.attempts,
    awsRequestId: $metadata.requestId,
    stack: error.stack?.split('\n').filter((line) => /^\s+at /.test(line)).map((line) => line.trim()),
  };
}
