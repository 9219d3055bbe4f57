export interface ResponseType {
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
export const RESPONSE_TYPES = {
  ACCESS_DENIED: { statusCode: 403, message: 'User is not authorized to access this resource', errorType: 'AccessDeniedException' },
  API_CONFIGURATION_ERROR: { statusCode: 500, message: 'Internal server error', errorType: 'InternalServerErrorException' },
  AUTHORIZER_CONFIGURATION_ERROR: { statusCode: 500, message: '', errorType: 'AuthorizerConfigurationException' },
  AUTHORIZER_FAILURE: { statusCode: 500, message: '', errorType: 'AuthorizerFailureException' },
  BAD_REQUEST: { statusCode: 400, message: 'Bad Request', errorType: 'BadRequestException', responseType: 'DEFAULT_4XX' },
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
  NETWORK_ERROR: {
    statusCode: 504,
    message: 'Network error communicating with endpoint',
    errorType: 'InternalServerErrorException',
    responseType: 'INTEGRATION_FAILURE',
  },
  QUOTA_EXCEEDED: { statusCode: 429, message: 'Limit Exceeded', errorType: 'LimitExceededException' },
  REQUEST_TOO_LARGE: { statusCode: 413, message: 'Request Too Long', errorType: 'RequestTooLargeException' },
  REQUEST_URI_TOO_LONG: {
    statusCode: 414,
    message: 'Request URI too long',
    errorType: 'RequestUriTooLongException',
    responseType: 'DEFAULT_4XX',
  },
  THROTTLED: { statusCode: 429, message: 'Too Many Requests', errorType: 'TooManyRequestsException' },
  UNRECOGNIZED_CLIENT: {
    statusCode: 403,
    message: 'The security token included in the request is invalid.',
    errorType: 'UnrecognizedClientException',
    responseType: 'DEFAULT_4XX',
  },
  UNSUPPORTED_MEDIA_TYPE: { statusCode: 415, message: 'Unsupported Media Type', errorType: 'UnsupportedMediaTypeException' },
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
