import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { Fence, fence } from './fence';
import { currentNote, Item } from './note-item';
import { meets } from './write-condition';
import { now } from '../dynamodb/clock';
import { Exchange } from '../dynamodb/exchange';
import { Attempt, TryAgain } from '../dynamodb/send';
import { Preconditions } from '../note/entity-tag';

/** The attempts of a write, with a fence for each. While none is open, a refusal by the date alone is never answered. */
export function fenced<Output>(
  preconditions: Preconditions, attempt: (fence: Fence, exchanged: Exchange) => Promise<Output>,
): Attempt<Output> {
  let refused: Item | undefined;
  let current: Fence;
  return async (exchanged, isOpen) => {
    if (!isOpen) {
      current = fence(now(), refused);
    }
    try {
      return await attempt(current, exchanged);
    } catch (error) {
      if (isOpen || !(error instanceof ConditionalCheckFailedException) || !isOnlyTooEarly(error, preconditions)) {
        throw error;
      }
      refused = error.Item;
      throw new TryAgain('the note has a later date', { cause: error });
    }
  };
}

function isOnlyTooEarly({ Item: item }: ConditionalCheckFailedException, preconditions: Preconditions): boolean {
  const note = currentNote(item);
  return note !== undefined && meets(note, preconditions);
}
