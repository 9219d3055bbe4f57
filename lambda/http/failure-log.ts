import type { Problem } from '../note/problem';

/** Logs why a request failed, with the request id of the response. Lambda's JSON log format adds the time, the level and its own id. */
export function logFailure({ code, cause }: Problem, requestId: string): void {
  console.error({ code, requestId, cause: description(cause) });
}

/** An error without its message: messages quote the value that they failed on, which may be a note. */
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
