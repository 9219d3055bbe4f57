import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { Fence, fence } from './fence';
import { Item } from './note-item';
import { meets } from './write-condition';
import { now } from '../dynamodb/clock';
import { Exchange } from '../dynamodb/exchange';
import { Attempt, TryAgain } from '../dynamodb/send';
import { Preconditions } from '../note/entity-tag';
import { Note } from '../note/note';

/** The part of a row that a write concerns; undefined if the row has no such part. */
export type Target = (item: Item | undefined) => Pick<Note, 'rev'> | undefined;

/**
 * The attempts of a write, with a fence for each. While no attempt is open, a refusal only because of the date is never returned to the
 * client: the next attempt gets the row.
 */
export function fenced<Output>(
  target: Target, preconditions: Preconditions, attempt: (fence: Fence, exchanged: Exchange, refused?: Item) => Promise<Output>,
): Attempt<Output> {
  let refused: Item | undefined;
  let current: Fence;
  return async (exchanged, isOpen) => {
    if (!isOpen) {
      current = fence(now(), refused);
    }
    try {
      return await attempt(current, exchanged, refused);
    } catch (error) {
      if (isOpen || !(error instanceof ConditionalCheckFailedException) || !isOnlyTooEarly(error)) {
        throw error;
      }
      refused = error.Item;
      throw new TryAgain();
    }
  };

  function isOnlyTooEarly({ Item: item }: ConditionalCheckFailedException): boolean {
    const found = target(item);
    return found !== undefined && meets(found, preconditions);
  }
}
