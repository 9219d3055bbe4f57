/** As in the SDK: a smaller difference needs no correction, because AWS accepts it. */
const TOLERATED_MILLIS = 5 * 60 * 1000;

/** The names of the errors about the time of a signature, as in the SDK. */
const SKEW_ERRORS = [
  'AuthFailure', 'InvalidSignatureException', 'RequestExpired', 'RequestInTheFuture', 'RequestTimeTooSkewed', 'SignatureDoesNotMatch',
];

let offset = 0;

/** The clock for signatures and for the dates of notes: the system's clock, corrected by DynamoDB's. */
export const now = (): Date => new Date(Date.now() + offset);

/**
 * Corrects the clock when DynamoDB refused a signature for its time.
 *
 * @returns whether it was corrected, so that the request can be signed again
 */
export function correctClock(error: string, signedAt: Date, date: string | undefined): boolean {
  const time = Date.parse(date ?? '');
  if (!SKEW_ERRORS.includes(error) || !(Math.abs(time - signedAt.getTime()) >= TOLERATED_MILLIS)) {
    return false;
  }
  offset = time - Date.now();
  return true;
}
