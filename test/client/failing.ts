import { NotesError } from '../../client/index';

type ErrorClass<Kind> = abstract new (...args: never[]) => Kind;

/** The error that a call ends with. */
export async function failing<Kind extends NotesError>(kind: ErrorClass<Kind>, call: Promise<unknown>): Promise<Kind> {
  const error: unknown = await call.then(() => { throw new Error('the call succeeds'); }, (reason) => reason);
  if (error instanceof kind) {
    return error;
  }
  throw error;
}
