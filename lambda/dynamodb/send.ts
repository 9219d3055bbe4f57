import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { Connection } from './connection';
import { Exchange } from './exchange';
import { Deadline } from './time-budget';
import { Unavailable } from './unavailable';

/** Requests the consumed capacity, the proof that a response comes from DynamoDB. */
export const WITH_PROOF = { ReturnConsumedCapacity: 'TOTAL' } as const;

/** Errors that do not depend on the content of the request, also as the reason of a cancelled transaction. */
const TEMPORARY = [
  'ProvisionedThroughputExceeded', 'ReplicatedWriteConflict', 'RequestLimitExceeded', 'Throttling', 'ThrottlingError',
  'TransactionInProgress',
]
  .flatMap((name) => [name, `${name}Exception`])
  // Not as the reason of a cancelled transaction: there it means that the idempotency key is in use.
  .concat('TransactionConflictException');

/**
 * Makes one attempt on each call. An earlier attempt is open if it got no answer that counts: DynamoDB may have carried it out, or may do
 * so later. While none is open, nothing has happened, and each attempt is like the first.
 */
export type Attempt<Output> = (exchanged: Exchange, isOpen: boolean) => Promise<Output>;

/** Thrown by an attempt that DynamoDB refused, when the next attempt has another form. */
export class TryAgain extends Error {
  public readonly name = 'TryAgain';
  public readonly $fault = 'client';
}

/** The facts about the attempts that an error carries, including its own attempt. */
interface Attempts {
  readonly attempts?: number;
  /** Whether an earlier attempt is open. */
  readonly isOpen?: boolean;
  /** Whether the next attempt is signed with a corrected time. */
  readonly clockSkewCorrected?: boolean;
}

export const attemptsOf = (error: unknown): Attempts => (error as { $metadata?: Attempts }).$metadata ?? {};

/**
 * Makes a request within the time budget, and retries it until DynamoDB accepts or refuses it. A response counts only with proof: an empty
 * 200 of a broken middlebox would otherwise acknowledge a write that never happened.
 *
 * @throws Unavailable without a response that counts; the error of DynamoDB when it refused the request, with the facts about the attempts
 */
export async function send<Output extends { ConsumedCapacity?: unknown }>(
  connection: Connection,
  remainingMillis: number,
  attempt: Attempt<Output>,
): Promise<Output> {
  const deadline = new Deadline(remainingMillis);
  try {
    return await attemptBefore(deadline, connection, attempt);
  } finally {
    deadline.clear();
  }
}

async function attemptBefore<Output extends { ConsumedCapacity?: unknown }>(
  deadline: Deadline, { exchange, retries }: Connection, attempt: Attempt<Output>,
): Promise<Output> {
  // Without the deadline, an abandoned attempt would continue when the environment thaws, long after the response.
  const exchanged: Exchange = (request) => exchange(request, deadline.passed);
  let isOpen = false;
  for (let attempts = 1; ; attempts++) {
    let failure: unknown;
    try {
      const output = proven(await deadline.before(() => attempt(exchanged, isOpen)));
      retries.recordSuccess(attempts);
      return output;
    } catch (error) {
      failure = described(error, { attempts, isOpen });
    }
    if (isRefused(failure) && !canBeRetried(failure)) {
      throw failure;
    }
    isOpen ||= !isRefused(failure);
    try {
      // A refused write also waits for a random time: otherwise simultaneous writers would collide again.
      await deadline.before(() => retries.backOff(attempts));
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

/** Whether DynamoDB itself refused the request: no server error and no network failure. */
function isRefused(error: unknown): error is Error {
  // An error without a known name comes from a middlebox.
  return error instanceof Error && '$fault' in error && error.$fault === 'client' && error.name !== 'Unknown';
}

/** Whether the same request can succeed later. */
function canBeRetried(error: Error): boolean {
  const reasons = error instanceof TransactionCanceledException ? error.CancellationReasons ?? [] : [];
  return error instanceof TryAgain
    || attemptsOf(error).clockSkewCorrected === true
    || [error.name, ...reasons.map(({ Code }) => Code)].some((name) => TEMPORARY.includes(name!));
}

/** Records the facts about the attempts. The SDK omits them when the connection fails. */
function described(error: unknown, attempts: Attempts): unknown {
  if (error instanceof Error) {
    const { $metadata } = error as { $metadata?: object };
    Object.assign(error, { $metadata: { ...$metadata, ...attempts } });
  }
  return error;
}
