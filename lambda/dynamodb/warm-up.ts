import { HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { exchange } from './exchange';
import { getItem } from './operations';
import { TimeoutError } from './time-budget';
import { ENVIRONMENT } from '../../src/contract/environment';

/** A late start is worse than a cold one. */
const AT_MOST_MILLIS = 500;

/** Sends an unsigned health check instead of the signed request, which needs no permission, and answers as if there were no item. */
async function rehearse({ protocol, hostname, port, path, headers: { host } }: HttpRequest, passed: Promise<never>): Promise<HttpResponse> {
  await exchange(new HttpRequest({ method: 'GET', protocol, hostname, port, path, headers: { host } }), passed);
  return new HttpResponse({ statusCode: 200, body: Buffer.from('{}') });
}

/**
 * Connects to DynamoDB and runs the code path of a request during initialisation, when the function has a full vCPU. An invocation has
 * only the share of its memory.
 */
export async function warmUp(): Promise<void> {
  let timer;
  const passed = new Promise<never>((_, reject) => { timer = setTimeout(reject, AT_MOST_MILLIS, new TimeoutError('warm-up')); });
  const rehearsed = getItem({ TableName: process.env[ENVIRONMENT.tableName], Key: {} }, (request) => rehearse(request, passed));
  await Promise.race([rehearsed, passed]).catch(() => {});
  clearTimeout(timer);
}
