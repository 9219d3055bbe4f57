/** The reasons for a failed authentication: AWS's error names without `Exception`. */
export type SignatureErrorType =
  'MissingAuthenticationToken' | 'IncompleteSignature' | 'UnrecognizedClient' | 'InvalidSignature' | 'ExpiredToken';

/** A request that cannot be authenticated. It has a message if AWS's describes this particular request. */
export class SignatureError extends Error {
  constructor(readonly type: SignatureErrorType, message?: string) {
    super(message);
  }
}
