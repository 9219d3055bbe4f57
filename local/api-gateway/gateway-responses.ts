import { apiResources } from './api-resources';
import { Exchange } from './exchange';
import { HttpResponse, withContentType } from './http';
import { mapParameter, substitute } from './mapping';
import { Stack } from '../cloudformation/stack';

interface ResponseType {
  readonly statusCode: number;
  /** Empty if the client receives null. */
  readonly message: string;
  /** The value of x-amzn-ErrorType. */
  readonly errorType: string;
  /** The gateway response that it uses. @default the one of its own name */
  readonly responseType?: string;
  /** The member of the body that holds the message. @default 'message' */
  readonly member?: string;
}

/** API Gateway's own responses. The message applies unless an error has its own. */
const RESPONSE_TYPES = {
  ACCESS_DENIED: { statusCode: 403, message: 'User is not authorized to access this resource', errorType: 'AccessDeniedException' },
  API_CONFIGURATION_ERROR: { statusCode: 500, message: 'Internal server error', errorType: 'InternalServerErrorException' },
  AUTHORIZER_CONFIGURATION_ERROR: { statusCode: 500, message: '', errorType: 'AuthorizerConfigurationException' },
  AUTHORIZER_FAILURE: { statusCode: 500, message: '', errorType: 'AuthorizerFailureException' },
  BAD_REQUEST_BODY: { statusCode: 400, message: 'Invalid request body', errorType: 'BadRequestException' },
  BAD_REQUEST_PARAMETERS: { statusCode: 400, message: 'Missing required request parameters', errorType: 'BadRequestException' },
  DEFAULT_5XX: { statusCode: 502, message: 'Internal server error', errorType: 'InternalServerErrorException' },
  EXPIRED_TOKEN: { statusCode: 403, message: 'The security token included in the request is expired', errorType: 'ExpiredTokenException' },
  INCOMPLETE_SIGNATURE: { statusCode: 403, message: '', errorType: 'IncompleteSignatureException', responseType: 'DEFAULT_4XX' },
  // AWS documents 504, but responds with 500.
  INTEGRATION_FAILURE: { statusCode: 500, message: 'Internal server error', errorType: 'InternalServerErrorException' },
  INTEGRATION_TIMEOUT: { statusCode: 504, message: 'Endpoint request timed out', errorType: 'InternalServerErrorException' },
  INVALID_API_KEY: { statusCode: 403, message: 'Forbidden', errorType: 'ForbiddenException' },
  INVALID_SIGNATURE: { statusCode: 403, message: '', errorType: 'InvalidSignatureException' },
  INVOKE_DENIED: { statusCode: 403, message: '', errorType: 'AccessDeniedException', responseType: 'ACCESS_DENIED', member: 'Message' },
  MISSING_AUTHENTICATION_TOKEN: {
    statusCode: 403,
    message: 'Missing Authentication Token',
    errorType: 'MissingAuthenticationTokenException',
  },
  QUOTA_EXCEEDED: { statusCode: 429, message: 'Limit Exceeded', errorType: 'LimitExceededException' },
  REQUEST_TOO_LARGE: { statusCode: 413, message: 'Request Too Long', errorType: 'RequestTooLargeException' },
  THROTTLED: { statusCode: 429, message: 'Too Many Requests', errorType: 'TooManyRequestsException' },
  UNRECOGNIZED_CLIENT: {
    statusCode: 403,
    message: 'The security token included in the request is invalid.',
    errorType: 'UnrecognizedClientException',
    responseType: 'DEFAULT_4XX',
  },
  UNAUTHORIZED: { statusCode: 401, message: 'Unauthorized', errorType: 'UnauthorizedException' },
} satisfies Record<string, ResponseType>;

export type GatewayResponseType = keyof typeof RESPONSE_TYPES;

/** Ends a request with one of API Gateway's own responses. */
export class GatewayError extends Error {
  /** For the developer; the client must not see it. */
  reason: string;

  constructor(readonly responseType: GatewayResponseType, message?: string, readonly validationErrorString = '') {
    super(message ?? RESPONSE_TYPES[responseType].message);
    this.reason = validationErrorString || this.message;
  }

  because(reason: string): this {
    this.reason = reason;
    return this;
  }
}

/** A fault of the API itself. The reason is logged, and the client must not see it. */
export class ApiFault extends Error {
  constructor(readonly responseType: GatewayResponseType, reason: string) {
    super(reason);
  }
}

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
