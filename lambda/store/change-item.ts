import { fromAttribute } from './attribute';
import { expiryOf } from './expiry';
import { ATTRIBUTES, Item } from './note-item';
import { tombstone } from './tombstone';
import { FEED_FIELDS } from '../../src/contract/changes';
import { TABLE } from '../../src/contract/table';
import { etag } from '../note/note';
import { isNoteId } from '../note/note-id';

/** A note or a deletion in the index, as the feed shows it; undefined for a row of another kind, and for a note without a revision. */
export function changeOf(item: Item): Record<string, unknown> | undefined {
  const id = item[TABLE.sortKey].S!;
  const rev = item[ATTRIBUTES.rev.attribute]?.S;
  if (rev === undefined || !isNoteId(id)) {
    return undefined;
  }
  const { updatedAt } = ATTRIBUTES;
  const state = { updatedAt: fromAttribute(updatedAt.kind, item[updatedAt.attribute]), etag: etag({ rev }) };
  return tombstone(item)
    ? { id, ...state, deletedAt: state.updatedAt }
    : { id, ...Object.fromEntries(FEED_FIELDS.map((field) => [field, valueOf(item, field)])), ...state, expiresAt: expiryOf(item) };
}

function valueOf(item: Item, field: typeof FEED_FIELDS[number]): unknown {
  const { attribute, kind } = ATTRIBUTES[field];
  return fromAttribute(kind, item[attribute]);
}
