import { BinaryMediaTypes } from './binary-media-types';
import { Exchange } from './exchange';
import { HttpResponse } from './http';
import { IntegrationRequest, integrationRequest, templateContext } from './integration-request';
import { checkIntegrationResponses, EndpointResponse, integrationResponse } from './integration-response';
import { Method } from './routes';

/** Sends a request to the endpoint of an integration. */
export type Endpoint = (request: IntegrationRequest, exchange: Exchange) => Promise<EndpointResponse>;

/** An integration whose templates and parameters map the request to the endpoint's, and its answer to the method's response. */
export function customIntegration(method: Method, endpoint: Endpoint, binaryMediaTypes: BinaryMediaTypes) {
  checkIntegrationResponses(method);
  return async (exchange: Exchange): Promise<HttpResponse> => {
    const context = templateContext(exchange);
    const request = integrationRequest(method.Integration!, exchange, context, binaryMediaTypes);
    const startedAt = performance.now();
    const answer = await endpoint(request, exchange);
    exchange.requestContext.integrationLatency = Math.round(performance.now() - startedAt);
    exchange.requestContext.integrationStatus = answer.statusCode;
    return integrationResponse(method, answer, exchange, context, binaryMediaTypes);
  };
}
