import { HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { exchange } from './exchange';
import { getItem } from './operations';
import { TimeoutError } from './time-budget';
import { ENVIRONMENT } from '../../src/contract/environment';

/** A function that starts late is worse than one that starts cold. */
const AT_MOST_MILLIS = 500;

/** In place of what was signed asks DynamoDB for its state, which takes no permission, and answers as if there were no item. */
async function rehearse({ protocol, hostname, port, path, headers: { host } }: HttpRequest, passed: Promise<never>): Promise<HttpResponse> {
  await exchange(new HttpRequest({ method: 'GET', protocol, hostname, port, path, headers: { host } }), passed);
  return new HttpResponse({ statusCode: 200, body: Buffer.from('{}') });
}

/**
 * Connects, and takes a request through all that the SDK does with it, while the function has a whole processor: an
 * invocation has the share of one that the function's memory gives it.
 */
export async function warmUp(): Promise<void> {
  let timer;
  const passed = new Promise<never>((_, reject) => { timer = setTimeout(reject, AT_MOST_MILLIS, new TimeoutError('warm-up')); });
  const rehearsed = getItem({ TableName: process.env[ENVIRONMENT.tableName], Key: {} }, (request) => rehearse(request, passed));
  await Promise.race([rehearsed, passed]).catch(() => {});
  clearTimeout(timer);
}
