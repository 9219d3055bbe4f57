import { Integration } from './routes';

/** API Gateway's default timeout of an integration. */
const TIMEOUT_MS = 29_000;

/** In milliseconds. */
export function timeoutOf({ TimeoutInMillis }: Integration): number {
  return Number(TimeoutInMillis ?? TIMEOUT_MS);
}
