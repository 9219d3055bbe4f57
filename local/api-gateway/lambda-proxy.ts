import { BinaryMediaTypes } from './binary-media-types';
import { Exchange } from './exchange';
import { ApiFault } from './gateway-error';
import { HttpResponse } from './http';
import { integrationParameters } from './integration-parameters';
import { invokeFunction } from './lambda-invocation';
import { LambdaTarget } from './lambda-target';
import { proxyEvent } from './proxy-event';
import { proxyResponse } from './proxy-response';
import { Integration } from './routes';

/** AWS_PROXY: the function receives the whole request, and its result is the response. */
export function lambdaProxy(integration: Integration, target: LambdaTarget, binaryMediaTypes: BinaryMediaTypes) {
  return async (exchange: Exchange): Promise<HttpResponse> => {
    if ((integration.IntegrationHttpMethod ?? 'POST') !== 'POST') {
      throw new ApiFault('INTEGRATION_FAILURE', `Lambda is invoked with POST, not with ${integration.IntegrationHttpMethod}`);
    }
    // The parameters are not used, but API Gateway refuses the same ones as for other integrations.
    integrationParameters(integration, exchange, exchange.requestContext);
    const event = proxyEvent(exchange, binaryMediaTypes);
    const { functionError, payload } = await invokeFunction(target, JSON.stringify(event), integration, exchange);
    if (functionError) {
      throw new Error('the function failed');
    }
    return proxyResponse(payload, exchange.request, binaryMediaTypes);
  };
}
