/** An error that DynamoDB returns before it reads a table. */
export class ServiceError extends Error {
  constructor(readonly type: keyof typeof ERRORS, readonly detail?: string) {
    super(detail ?? ERRORS[type].message);
  }

  get body(): string {
    // Coral capitalises this member in some errors.
    const { member = 'message' } = ERRORS[this.type] as { member?: string };
    return JSON.stringify({ __type: `com.amazon.coral.service#${this.type}`, ...this.message && { [member]: this.message } });
  }
}

const ERRORS = {
  AccessDeniedException: { member: 'Message', message: '' },
  ExpiredTokenException: { message: 'The security token included in the request is expired' },
  IncompleteSignatureException: {
    message:
      "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters and existence of a 'X-Amz-Date' header.",
  },
  InvalidSignatureException: {
    message: 'The request signature we calculated does not match the signature you provided. '
      + 'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  },
  MissingAuthenticationTokenException: { message: 'Request is missing Authentication Token' },
  SerializationException: { message: '' },
  UnknownOperationException: { message: '' },
  UnrecognizedClientException: { message: 'The security token included in the request is invalid.' },
};
