import { uuidOf } from '../cloudformation/uuid';

/** The users whose tokens are printed and offered. */
export const SAMPLE_USERS = ['alice', 'bob'];

/** The id of a user in a pool: the same at every start, so that kept data stay theirs. */
export function subOf(userPool: string, username: string): string {
  return uuidOf(`${userPool} ${username}`);
}
