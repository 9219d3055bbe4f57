import { HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { TIME_BUDGET } from '../../../lambda/dynamodb/time-budget';

const handler = new NodeHttpHandler({ connectionTimeout: TIME_BUDGET.connect, requestTimeout: TIME_BUDGET.request, throwOnRequestTimeout: true });

/** Stands in for `lambda/dynamodb/exchange.ts`: the SDK's own request handler. */
export const exchange = async (request: HttpRequest): Promise<HttpResponse> => (await handler.handle(request)).response;
