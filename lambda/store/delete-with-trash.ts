import { type AttributeValue, ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { Access } from './access';
import { conflict } from './conflict';
import { DELETION } from './delete';
import { all, any, Expression, grouped } from './expression';
import { Fence } from './fence';
import { ATTRIBUTES, attributesOf, currentNote, Item } from './note-item';
import { deletedNote, inSeconds, isInTrash } from './tombstone';
import { TRASH_SECONDS } from './trash';
import { RowUpdate, updateRow } from './update-row';
import { asPreconditions, isCurrent } from './write-condition';
import { NOTE_FIELD_NAMES, NOTE_FIELDS } from '../../src/contract/note-fields';
import { TABLE } from '../../src/contract/table';
import { TRASH } from '../../src/contract/trash';
import { Preconditions } from '../note/entity-tag';
import { newState, Note, noteMetadata } from '../note/note';
import { Problem } from '../note/problem';

const NO_ROOM = 'The trash needs more room in the DynamoDB item of the note than there is: delete it with permanent=true.';

/** Moves a note that meets the preconditions to the trash. */
export const moveToTrash: Deletion = (...deleted) => toTrash(...deleted).catch((error) => {
  throw error instanceof Problem && error.code === 'note-too-large'
    ? new Problem(error.code, { ...error.members, detail: NO_ROOM }, { cause: error.cause })
    : error;
});

const toTrash = deletion(currentNote, (fence, refused) => {
  const expiry = trashExpiry(fence, refused?.[TABLE.timeToLive]);
  return {
    set: { ...tombstoneOf(fence), ...expiry.set },
    renamed: { [TRASH.content]: ATTRIBUTES.content.attribute },
    condition: all(isCurrent(), expiry.condition),
  };
});

/** The attributes with the content of a note. */
const CONTENTS = NOTE_FIELD_NAMES.map((field) => NOTE_FIELDS[field]).filter(({ isContent }) => isContent).map(({ attribute }) => attribute);

/** Permanently deletes a note that meets the preconditions, even from the trash. Only a tombstone is left. */
export const deleteForGood = deletion((item) => currentNote(item) ?? deletedNote(item), (fence) => ({
  set: tombstoneOf(fence),
  removed: [...CONTENTS, TRASH.content, TRASH.expiresAt],
  condition: grouped(any(isCurrent(), isInTrash())),
}));

type Deletion = (access: Access, id: string, preconditions: Preconditions) => Promise<void>;

function deletion(
  target: (item: Item | undefined) => Note | undefined, form: (fence: Fence, refused: Item | undefined) => RowUpdate,
): Deletion {
  return async (access, id, preconditions) => {
    try {
      await updateRow({ access, id, target, preconditions, uncertainty: DELETION }, (fence, refused) => {
        const { condition, ...update } = form(fence, refused);
        return { ...update, condition: all(condition, asPreconditions(preconditions), fence.condition) };
      });
    } catch (error) {
      // Where another client was faster, an open attempt may still delete the note that is created next.
      throw error instanceof ConditionalCheckFailedException ? conflict(error, target(error.Item), DELETION, noteMetadata) : error;
    }
  };
}

/** The attributes of a tombstone in addition to those that it keeps of the note. */
function tombstoneOf({ updatedAt }: Fence): Item {
  return {
    ...attributesOf(newState(updatedAt)),
    [TRASH.deletedAt]: { S: updatedAt.toISOString() },
    [TABLE.timeToLive]: { N: `${inSeconds(updatedAt) + TRASH_SECONDS!}` },
  };
}

/**
 * The time when a note leaves the trash: after `trash`, or at the note's own expiry if that is earlier. The own expiry, which only other
 * writers set, is kept for a restore. An expression cannot compare the two, so a note with its own expiry is refused first.
 */
function trashExpiry({ updatedAt }: Fence, own: AttributeValue | undefined): { set: Item; condition: Expression } {
  const names = { '#expiresAt': TABLE.timeToLive };
  if (own === undefined) {
    return { set: {}, condition: { text: 'attribute_not_exists(#expiresAt)', names, values: {} } };
  }
  const now = inSeconds(updatedAt);
  const isEarlier = Number(own.N) > now && Number(own.N) < now + TRASH_SECONDS!;
  return {
    set: { [TRASH.expiresAt]: own, ...isEarlier && { [TABLE.timeToLive]: own } },
    condition: { text: '#expiresAt = :ownExpiresAt', names, values: { ':ownExpiresAt': own } },
  };
}
