import { Access } from './access';
import { Attempt, send } from '../dynamodb/send';
import { Unavailable } from '../dynamodb/unavailable';
import { Problem } from '../note/problem';

interface Output {
  readonly ConsumedCapacity?: unknown;
}

/** A request that reads: without an answer nothing has changed. */
export async function read<Read extends Output>({ remainingMillis }: Access, attempt: Attempt<Read>): Promise<Read> {
  return unlessUnavailable(send(remainingMillis(), attempt), (cause) => new Problem('temporarily-unavailable', {}, { cause }));
}

/** A request that writes: without an answer nobody knows what became of it. */
export async function write<Written extends Output>(
  { remainingMillis }: Access, uncertainty: string, attempt: Attempt<Written>,
): Promise<Written> {
  return unlessUnavailable(send(remainingMillis(), attempt), (cause) => unknownOutcome(uncertainty, cause));
}

/** The problem of a write that may or may not have been carried out, in the words that its caller needs. */
export const unknownOutcome = (uncertainty: string, cause: unknown): Problem =>
  new Problem('temporarily-unavailable', { detail: `The notes cannot be reached at the moment: ${uncertainty}.` }, { cause });

async function unlessUnavailable<Answer>(answer: Promise<Answer>, problem: (cause: unknown) => Problem): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof Unavailable ? problem(error.cause) : error;
  }
}
