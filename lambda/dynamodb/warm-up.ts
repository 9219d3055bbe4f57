import { HttpRequest } from '@smithy/core/protocols';
import { ENDPOINT } from './endpoint';
import { exchange } from './exchange';
import { TimeoutError } from './time-budget';

/** A late start is worse than a cold one. */
const AT_MOST_MILLIS = 500;

/** An unsigned health check, `GET /`, connects to DynamoDB and needs no permission. */
const connect = (passed: Promise<never>) => exchange(new HttpRequest(ENDPOINT), passed);

/**
 * Connects to DynamoDB and meanwhile rehearses an operation, during initialisation: the function then has a full vCPU, but in an invocation
 * only the share that its memory gives. The function starts even if this fails.
 */
export async function warmUp(rehearsal: () => Promise<unknown>): Promise<void> {
  let timer;
  const passed = new Promise<never>((_, reject) => { timer = setTimeout(reject, AT_MOST_MILLIS, new TimeoutError('warm-up')); });
  await Promise.race([Promise.allSettled([connect(passed), rehearsal()]), passed]).catch(() => {});
  clearTimeout(timer);
}
