import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { Exchange, exchange } from './exchange';
import { retries } from './retries';
import { Deadline } from './time-budget';
import { Unavailable } from './unavailable';

/** Requests the consumed capacity, the proof that a response comes from DynamoDB. */
export const WITH_PROOF = { ReturnConsumedCapacity: 'TOTAL' } as const;

/** Errors that do not depend on the content of the request, also as the reason of a cancelled transaction. */
const TRY_AGAIN = [
  'ProvisionedThroughputExceeded', 'ReplicatedWriteConflict', 'RequestLimitExceeded', 'Throttling', 'ThrottlingError',
  'TransactionInProgress',
]
  .flatMap((name) => [name, `${name}Exception`])
  // Not as the reason of a cancelled transaction: there it means that the idempotency key is in use.
  .concat('TransactionConflictException');

/** Makes one attempt on each call. */
export type Attempt<Output> = (exchanged: Exchange) => Promise<Output>;

/**
 * Makes a request within the time budget, and retries it until DynamoDB accepts or refuses it. A response counts only with proof: an empty
 * 200 of a broken middlebox would otherwise acknowledge a write that never happened.
 *
 * @throws Unavailable without a response that counts; the error of DynamoDB, with the number of attempts, when it refused the request
 */
export async function send<Output extends { ConsumedCapacity?: unknown }>(
  remainingMillis: number,
  attempt: Attempt<Output>,
): Promise<Output> {
  const deadline = new Deadline(remainingMillis);
  try {
    return await attemptBefore(deadline, attempt);
  } finally {
    deadline.clear();
  }
}

async function attemptBefore<Output extends { ConsumedCapacity?: unknown }>(deadline: Deadline, attempt: Attempt<Output>): Promise<Output> {
  // Without the deadline, an abandoned attempt would continue when the environment thaws, long after the response.
  const exchanged: Exchange = (request) => exchange(request, deadline.passed);
  let token = await retries.acquireInitialRetryToken('');
  for (;;) {
    let failure: unknown;
    try {
      const output = proven(await deadline.before(() => attempt(exchanged)));
      retries.recordSuccess(token);
      return output;
    } catch (error) {
      failure = withAttempts(error, token.getRetryCount() + 1);
    }
    if (isRefusal(failure)) {
      throw failure;
    }
    try {
      token = await deadline.before(async () => retries.refreshRetryTokenForRetry(token, { errorType: 'TRANSIENT' }));
    } catch {
      throw new Unavailable('no answer', { cause: failure });
    }
  }
}

function proven<Output extends { ConsumedCapacity?: unknown; $metadata?: object }>(output: Output): Output {
  if (!output.ConsumedCapacity) {
    throw Object.assign(new Error('no consumed capacity'), { $metadata: output.$metadata });
  }
  return output;
}

/** Whether DynamoDB itself refused the request: no server error, no throttling and no network failure. */
function isRefusal(error: unknown): boolean {
  // An error without a known name comes from a middlebox.
  if (!(error instanceof Error && '$fault' in error && error.$fault === 'client' && error.name !== 'Unknown')) {
    return false;
  }
  const reasons = error instanceof TransactionCanceledException ? error.CancellationReasons ?? [] : [];
  return ![error.name, ...reasons.map(({ Code }) => Code)].some((name) => TRY_AGAIN.includes(name!));
}

/** Records the number of attempts. The SDK omits it when the connection fails. */
function withAttempts(error: unknown, attempts: number): unknown {
  if (error instanceof Error) {
    const { $metadata } = error as { $metadata?: object };
    Object.assign(error, { $metadata: { ...$metadata, attempts } });
  }
  return error;
}
