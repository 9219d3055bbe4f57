import { ANY_ORIGIN, sharedWith, VARY } from '../../src/contract/cors';
import { ENVIRONMENT } from '../../src/contract/environment';

const { [ENVIRONMENT.corsOrigins]: origins } = process.env;

/** The origins whose pages may read answers; undefined when there are none. */
const allowedOrigins: readonly string[] | undefined = origins === undefined ? undefined : JSON.parse(origins);

/** What tells a browser whether a page of the request's origin may read the answer. */
export function corsHeaders(origin: string | undefined): Record<string, string> {
  if (!allowedOrigins) {
    return {};
  }
  if (allowedOrigins.includes(ANY_ORIGIN)) {
    return sharedWith(ANY_ORIGIN);
  }
  return { ...VARY, ...(origin !== undefined && allowedOrigins.includes(origin) && sharedWith(origin)) };
}
