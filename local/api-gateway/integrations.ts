import { BinaryMediaTypes } from './binary-media-types';
import { Exchange } from './exchange';
import { ApiFault, GatewayError } from './gateway-error';
import { HttpResponse, withContentType } from './http';
import { LambdaTarget } from './lambda-target';
import { mapParameter, renderTemplate } from './mapping';
import { proxyEvent } from './proxy-event';
import { proxyResponse } from './proxy-response';
import { Integration, invokedPath } from './routes';
import { MAX_PAYLOAD_BYTES } from '../lambda/lambda-function';

/** API Gateway's default timeout of an integration. */
const TIMEOUT_MS = 29_000;

export type Integrate = (exchange: Exchange) => Promise<HttpResponse>;

/** AWS_PROXY: the function's result is the response. */
export function lambdaProxy({ TimeoutInMillis }: Integration, target: LambdaTarget, binaryMediaTypes: BinaryMediaTypes): Integrate {
  return async (exchange) => {
    exchange.trace.functionId = target.functionId;
    const payload = JSON.stringify(proxyEvent(exchange, binaryMediaTypes));
    if (Buffer.byteLength(payload) > MAX_PAYLOAD_BYTES) {
      throw new GatewayError('REQUEST_TOO_LARGE');
    }
    const refusal = target.refusal(sourceArn(exchange));
    if (refusal) {
      throw new ApiFault('API_CONFIGURATION_ERROR', refusal);
    }
    const startedAt = performance.now();
    const answer = await target.invoke(payload, Number(TimeoutInMillis ?? TIMEOUT_MS), exchange.trace);
    exchange.requestContext.integrationLatency = Math.round(performance.now() - startedAt);
    if (!answer) {
      throw new GatewayError('INTEGRATION_TIMEOUT');
    }
    exchange.requestContext.integrationStatus = answer.throttled ? 429 : 200;
    if (answer.throttled) {
      throw new ApiFault('INTEGRATION_FAILURE', 'the reserved concurrency of the function is exhausted');
    }
    if (answer.functionError) {
      throw new Error('the function failed');
    }
    return proxyResponse(answer.payload, exchange.request, binaryMediaTypes);
  };
}

/** The values that a template may set in `$context.responseOverride`. */
interface ResponseOverride {
  readonly header: Record<string, string>;
  status?: string;
}

/** MOCK: the request template sets a status, which selects the integration response. */
export function mock(integration: Integration, binaryMediaTypes: BinaryMediaTypes): Integrate {
  const { ContentHandling, IntegrationResponses = [], RequestTemplates = {} } = integration;
  return async (exchange) => {
    // A request without a type counts as JSON, and a template cannot read binary data.
    if (ContentHandling !== 'CONVERT_TO_TEXT' && binaryMediaTypes.includes(exchange.request.headers.get('Content-Type') ?? 'application/json')) {
      throw new ApiFault(
        'API_CONFIGURATION_ERROR',
        'the binary media types of the API include the request, which the mock integration cannot read: set its contentHandling to CONVERT_TO_TEXT',
      );
    }
    const responseOverride: ResponseOverride = { header: {} };
    const context = { ...exchange.requestContext, responseOverride };
    const request = renderTemplate(RequestTemplates['application/json'] ?? '', exchange, context);
    // A regular expression, because API Gateway also accepts names without quotes.
    const status = /"?statusCode"?\s*:\s*"?(\d{3})/.exec(request)?.[1];
    const response =
      status
      && (IntegrationResponses.find(({ SelectionPattern: pattern }) => pattern && new RegExp(`^(?:${pattern})$`).test(status))
        ?? IntegrationResponses.find(({ SelectionPattern: pattern }) => !pattern));
    if (!response) {
      throw new ApiFault('API_CONFIGURATION_ERROR', 'no integration response matches the status that the request template sets');
    }
    const [contentType, template] = Object.entries(response.ResponseTemplates ?? {})[0] ?? ['application/json', ''];
    const body = renderTemplate(template, exchange, context).trim();
    const headers = Object.entries(response.ResponseParameters ?? {})
      .map(([target, source]): [string, string] => [target.replace('method.response.header.', ''), mapParameter(source, exchange, context)])
      .filter(([name]) => !Object.hasOwn(responseOverride.header, name));
    return {
      statusCode: Number(responseOverride.status ?? response.StatusCode),
      headers: withContentType([...headers, ...Object.entries(responseOverride.header)], contentType),
      body,
    };
  };
}

/** The source ARN that a function's permissions are compared with: it has the called path, without a slash at the end. */
function sourceArn({ match, methodArn }: Exchange): string {
  return `${methodArn.split('/').slice(0, 3).join('/')}${match ? invokedPath(match) : '/'}`;
}
