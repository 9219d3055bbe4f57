import { ANY_ORIGIN, sharedWith, VARY } from '../../src/contract/cors';
import { ENVIRONMENT } from '../../src/contract/environment';

const { [ENVIRONMENT.corsOrigins]: ORIGINS } = process.env;

/** The origins whose pages may read responses; undefined when there are none. */
const ALLOWED_ORIGINS: readonly string[] | undefined = ORIGINS === undefined ? undefined : JSON.parse(ORIGINS);

/** The headers that tell a browser whether a page of the request's origin may read the response. */
export function corsHeaders(origin: string | undefined): Record<string, string> {
  if (!ALLOWED_ORIGINS) {
    return {};
  }
  if (ALLOWED_ORIGINS.includes(ANY_ORIGIN)) {
    return sharedWith(ANY_ORIGIN);
  }
  return { ...VARY, ...(origin !== undefined && ALLOWED_ORIGINS.includes(origin) && sharedWith(origin)) };
}
