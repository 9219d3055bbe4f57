import { apiResources } from './api-resources';
import { Exchange } from './exchange';
import { GatewayError, RESPONSE_TYPES, ResponseType } from './gateway-error';
import { HttpResponse, withContentType } from './http';
import { mapParameter, substitute } from './mapping';
import { Stack } from '../cloudformation/stack';

interface GatewayResponseProperties {
  readonly ResponseType: string;
  readonly RestApiId: string;
  readonly ResponseParameters?: Record<string, string>;
  readonly ResponseTemplates?: Record<string, string>;
  readonly StatusCode?: string | number;
}

const HEADER = 'gatewayresponse.header.';

/** An API's gateway responses: the defaults of AWS, overridden by the template's AWS::ApiGateway::GatewayResponse resources. */
export class GatewayResponses {
  private readonly overrides: Map<string, GatewayResponseProperties>;

  constructor(stack: Stack, apiId: string) {
    this.overrides = new Map(apiResources<GatewayResponseProperties>(stack, apiId, 'AWS::ApiGateway::GatewayResponse')
      .map(({ properties }) => [properties.ResponseType, properties]));
  }

  render({ responseType: name, message, validationErrorString }: GatewayError, exchange: Exchange): HttpResponse {
    const { errorType, member = 'message', responseType = name, statusCode }: ResponseType = RESPONSE_TYPES[name];
    const override = this.overrides.get(responseType) ?? this.overrides.get(statusCode < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
    const context = exchange.requestContext;
    context.error = { responseType, message, messageString: JSON.stringify(message || null), validationErrorString };
    const [contentType, template] = chooseTemplate(
      override?.ResponseTemplates ?? { 'application/json': `{"${member}":$context.error.messageString}` },
    );
    const mapped = Object.entries(override?.ResponseParameters ?? {})
      .filter(([target]) => target.startsWith(HEADER))
      .map(([target, source]): [string, string] => [target.slice(HEADER.length), mapParameter(source, exchange, context)]);
    return {
      statusCode: Number(override?.StatusCode ?? statusCode),
      headers: withContentType([['x-amzn-ErrorType', errorType], ...mapped], contentType),
      body: substitute(template, exchange, context),
    };
  }
}

function chooseTemplate(templates: Record<string, string>): [contentType: string, template: string] {
  const json = templates['application/json'];
  return json === undefined ? Object.entries(templates)[0] : ['application/json', json];
}
