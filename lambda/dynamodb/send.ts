import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { Exchange, exchange } from './exchange';
import { retries } from './retries';
import { Deadline } from './time-budget';
import { Unavailable } from './unavailable';

/** Asks for the consumed capacity: the proof that an answer is DynamoDB's. */
export const WITH_PROOF = { ReturnConsumedCapacity: 'TOTAL' } as const;

/** Refusals that say nothing of the request, also where they are the reason that a transaction is cancelled. */
const TRY_AGAIN = [
  'ProvisionedThroughputExceeded', 'ReplicatedWriteConflict', 'RequestLimitExceeded', 'Throttling', 'ThrottlingError',
  'TransactionInProgress',
]
  .flatMap((name) => [name, `${name}Exception`])
  // Of a transaction, the conflict is an answer: its idempotency key is in use.
  .concat('TransactionConflictException');

/** Makes one attempt; called again it makes another. */
export type Attempt<Output> = (exchanged: Exchange) => Promise<Output>;

/**
 * Makes a request within the time budget, again while DynamoDB does not say yes or no, and believes its answer only with
 * proof: an empty 200 of a broken middlebox would otherwise acknowledge a write that never happened.
 *
 * @throws Unavailable when there is no answer to believe; DynamoDB's own error, with the number of attempts, when it refused the request
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
  // An attempt left behind would go on when the environment thaws, long after the answer.
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

/** Whether DynamoDB itself said no: neither a fault of its own, nor throttling, nor a failure on the way. */
function isRefusal(error: unknown): boolean {
  // Without a name of an error, somebody else on the way said it.
  if (!(error instanceof Error && '$fault' in error && error.$fault === 'client' && error.name !== 'Unknown')) {
    return false;
  }
  const reasons = error instanceof TransactionCanceledException ? error.CancellationReasons ?? [] : [];
  return ![error.name, ...reasons.map(({ Code }) => Code)].some((name) => TRY_AGAIN.includes(name!));
}

/** Also of a failed connection, of which the SDK tells nothing. */
function withAttempts(error: unknown, attempts: number): unknown {
  if (error instanceof Error) {
    const { $metadata } = error as { $metadata?: object };
    Object.assign(error, { $metadata: { ...$metadata, attempts } });
  }
  return error;
}
