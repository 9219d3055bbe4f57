import { Access } from './access';
import { Expression } from './expression';
import { itemKey } from './note-item';
import { TABLE_NAME, WITH_CURRENT_ITEM } from './table';
import { Attempt, send, WITH_PROOF } from '../dynamodb/send';
import { Unavailable } from '../dynamodb/unavailable';
import { Problem } from '../note/problem';

interface Output {
  readonly ConsumedCapacity?: unknown;
}

/** Makes a read request. If there is no response, nothing has changed. */
export async function read<Read extends Output>({ connection, remainingMillis }: Access, attempt: Attempt<Read>): Promise<Read> {
  return unlessUnavailable(send(connection, remainingMillis(), attempt), (cause) => new Problem('temporarily-unavailable', {}, { cause }));
}

/** Makes a write request. If there is no response, the outcome is unknown. */
export async function write<Written extends Output>(
  { connection, remainingMillis }: Access, uncertainty: string, attempt: Attempt<Written>,
): Promise<Written> {
  return unlessUnavailable(send(connection, remainingMillis(), attempt), (cause) => unknownOutcome(uncertainty, cause));
}

/** The problem of a write with an unknown outcome, which `uncertainty` describes to the caller. */
export const unknownOutcome = (uncertainty: string, cause: unknown): Problem =>
  new Problem('temporarily-unavailable', { detail: `The notes are temporarily unavailable: ${uncertainty}.` }, { cause });

/** The parts of the request that every write has. */
export const conditional = ({ userId }: Access, id: string, { text, names, values }: Expression) => ({
  TableName: TABLE_NAME,
  Key: itemKey(userId, id),
  ConditionExpression: text,
  ExpressionAttributeNames: names,
  ExpressionAttributeValues: values,
  ...WITH_CURRENT_ITEM,
  ...WITH_PROOF,
});

async function unlessUnavailable<Answer>(answer: Promise<Answer>, problem: (cause: unknown) => Problem): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof Unavailable ? problem(error.cause) : error;
  }
}
