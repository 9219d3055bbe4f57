/** Why a request does not prove who sent it, by AWS's names without their `Exception`. */
export type SignatureErrorType =
  'MissingAuthenticationToken' | 'IncompleteSignature' | 'UnrecognizedClient' | 'InvalidSignature' | 'ExpiredToken';

/** A request that does not prove who sent it; the message is AWS's where it says what is wrong with this one. */
export class SignatureError extends Error {
  constructor(readonly type: SignatureErrorType, message?: string) {
    super(message);
  }
}
