import type { Problem } from '../note/problem';

/** Logs why a request failed, with the request id of the response. Lambda's JSON log format adds the time, the level and its own id. */
export function logFailure({ code, cause }: Problem, requestId: string): void {
  console.error({ code, requestId, cause: description(cause) });
}

/** The replacement for an invalid name. */
const UNNAMED = 'unnamed';

/** An error without its message: messages quote the value that they failed on, which may be a note. */
function description(error: unknown): Record<string, unknown> {
  try {
    if (!(error instanceof Error)) {
      return { name: typeof error };
    }
    const { $fault, $metadata = {}, code } = error as { $fault?: unknown; $metadata?: Record<string, unknown>; code?: unknown };
    return {
      name: textOf(error.name, /^[A-Za-z][A-Za-z0-9]{0,63}$/) ?? UNNAMED,
      // The code of an answer can be any text.
      code: $fault ? undefined : textOf(code, /^[A-Z][A-Z0-9_]{0,63}$/),
      status: numberOf($metadata.httpStatusCode),
      attempts: numberOf($metadata.attempts),
      awsRequestId: textOf($metadata.requestId, /^[\w-]{1,64}$/),
      stack: callSites(error),
    };
  } catch {
    // Getters can throw.
    return { name: UNNAMED };
  }
}

const textOf = (value: unknown, form: RegExp): string | undefined => typeof value === 'string' && form.test(value) ? value : undefined;

const numberOf = (value: unknown): number | undefined => typeof value === 'number' ? value : undefined;

/** The call sites of an error. Lines of its message can look like call sites, so the message is cut off; undefined if it cannot be. */
function callSites({ message, stack }: { message?: unknown; stack?: unknown }): string[] | undefined {
  const text = typeof stack === 'string' ? stack : '';
  const start = typeof message === 'string' && message ? text.indexOf(message) : -1;
  const [heading, ...lines] = (start < 0 ? text : text.slice(start + (message as string).length)).split('\n');
  // The SDK sets the message later: then the stack begins with the name alone.
  return start >= 0 || /^\w+$/.test(heading) ? lines.filter((line) => /^\s+at /.test(line)).map((line) => line.trim()) : undefined;
}
