import { Attempt, send } from '../dynamodb/send';
import { Unavailable } from '../dynamodb/unavailable';
import { Problem } from '../note/problem';

/** The problem of a write that may or may not have been carried out, in the words that its caller needs. */
export const unknownOutcome = (uncertainty: string, cause: unknown): Problem =>
  new Problem('temporarily-unavailable', { detail: `The notes cannot be reached at the moment: ${uncertainty}.` }, { cause });

/** A request that writes: without an answer nobody knows what became of it. */
export async function write<Output extends { ConsumedCapacity?: unknown }>(
  remainingMillis: number, uncertainty: string, attempt: Attempt<Output>,
): Promise<Output> {
  try {
    return await send(remainingMillis, attempt);
  } catch (error) {
    throw error instanceof Unavailable ? unknownOutcome(uncertainty, error.cause) : error;
  }
}
