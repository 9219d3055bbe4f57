import { HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { NodeHttpHandler, streamCollector } from '@smithy/node-http-handler';
import { TIME_BUDGET } from '../../../lambda/dynamodb/time-budget';

const handler = new NodeHttpHandler({
  connectionTimeout: TIME_BUDGET.connectTimeout,
  requestTimeout: TIME_BUDGET.requestTimeout,
  throwOnRequestTimeout: true,
});

/** Replaces `lambda/dynamodb/exchange.ts`: the SDK's own request handler. */
export async function exchange(request: HttpRequest): Promise<HttpResponse> {
  const { response } = await handler.handle(request);
  return new HttpResponse({ ...response, body: Buffer.from(await streamCollector(response.body)) });
}
