/** The errors of Lambda's API, with their statuses. */
const STATUSES: Readonly<Record<string, number>> = {
  AccessDeniedException: 403,
  ExpiredTokenException: 403,
  IncompleteSignatureException: 403,
  InvalidSignatureException: 403,
  MissingAuthenticationTokenException: 403,
  RequestEntityTooLargeException: 413,
  ResourceNotFoundException: 404,
  ServiceException: 500,
  TooManyRequestsException: 429,
  UnrecognizedClientException: 403,
};

/** The members that explain an error, where it has more than a message. */
const DETAILS: Readonly<Record<string, object>> = {
  TooManyRequestsException: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' },
};

/** An error that Lambda's API returns instead of an invocation's result. */
export class LambdaError extends Error {
  static of(error: Error): LambdaError {
    return error instanceof LambdaError ? error : new LambdaError('ServiceException', error.message);
  }

  constructor(readonly type: string, message: string) {
    super(message);
  }

  get statusCode(): number {
    return STATUSES[this.type] ?? 400;
  }

  get body(): string {
    // Lambda capitalises this member in some errors.
    const { message, statusCode, type } = this;
    return JSON.stringify(statusCode === 403 ? { Message: message } : { Type: 'User', ...DETAILS[type], Message: message, message });
  }
}
