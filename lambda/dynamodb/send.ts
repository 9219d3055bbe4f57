import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { client } from './client';
import { timeBudget } from './time-budget';
import { Unavailable } from './unavailable';

/** Asks for the consumed capacity: the proof that an answer is DynamoDB's. */
export const WITH_PROOF = { ReturnConsumedCapacity: 'TOTAL' } as const;

/** Refusals that say nothing of the request: another one may be carried out. */
const TRY_AGAIN = new Set([
  'ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'ThrottlingException', 'TransactionConflictException', 'TransactionInProgressException',
]);

/**
 * Makes one request within the time budget and believes its answer only with proof: an empty 200 of a broken
 * middlebox would otherwise acknowledge a write that never happened.
 *
 * @throws Unavailable when there is no answer to believe; DynamoDB's own error when it refused the request
 */
export async function send<Output extends { ConsumedCapacity?: unknown }>(
  remainingMillis: number,
  request: (dynamoDb: DynamoDBClient, options: { abortSignal: AbortSignal }) => Promise<Output>,
): Promise<Output> {
  let output: Output;
  try {
    output = await request(client, { abortSignal: timeBudget(remainingMillis) });
  } catch (error) {
    throw isRefusal(error) ? error : new Unavailable('no answer', { cause: error });
  }
  if (!output.ConsumedCapacity) {
    throw new Unavailable('an answer without proof', { cause: new Error('no consumed capacity') });
  }
  return output;
}

/** Whether DynamoDB itself said no: neither a fault of its own, nor throttling, nor a failure on the way. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && '$fault' in error && error.$fault === 'client' && !TRY_AGAIN.has(error.name);
}
