import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { Access } from './access';
import { conflict } from './conflict';
import { all } from './expression';
import { ATTRIBUTES, attributesOf, itemToNote } from './note-item';
import { deletedNote, isInTrash } from './tombstone';
import { updateRow } from './update-row';
import { asPreconditions } from './write-condition';
import { TABLE } from '../../src/contract/table';
import { TRASH } from '../../src/contract/trash';
import { Preconditions } from '../note/entity-tag';
import { newState, Note } from '../note/note';

const UNCERTAINTY = 'the note may or may not have been restored';

/** Brings a note that meets the preconditions back from the trash. */
export async function restoreNote(access: Access, id: string, preconditions: Preconditions): Promise<Note> {
  try {
    const updated = { access, id, target: deletedNote, preconditions, uncertainty: UNCERTAINTY };
    return itemToNote(await updateRow(updated, (fence, refused = {}) => {
      // The note's own expiry is only known from a row that was refused.
      const hasOwnExpiry = TRASH.expiresAt in refused;
      const ownExpiry = {
        text: `attribute_${hasOwnExpiry ? 'exists' : 'not_exists'}(#deletedExpiresAt)`,
        names: { '#deletedExpiresAt': TRASH.expiresAt },
        values: {},
      };
      return {
        set: attributesOf(newState(fence.updatedAt)),
        renamed: { [ATTRIBUTES.content.attribute]: TRASH.content, ...hasOwnExpiry && { [TABLE.timeToLive]: TRASH.expiresAt } },
        removed: [TRASH.deletedAt, ...hasOwnExpiry ? [] : [TABLE.timeToLive]],
        condition: all(isInTrash(), asPreconditions(preconditions), fence.condition, ownExpiry),
        isReturned: true,
      };
    }))!;
  } catch (error) {
    throw error instanceof ConditionalCheckFailedException ? conflict(error, deletedNote(error.Item), UNCERTAINTY) : error;
  }
}
