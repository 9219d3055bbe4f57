import { hasExpired } from './expiry';
import { all, Expression, not } from './expression';
import { ATTRIBUTES } from './note-item';
import { IS_NEW } from './table';
import { TABLE } from '../../src/contract/table';
import { lists, NO_REVISION, Preconditions, revisionOf, TagList } from '../note/entity-tag';
import { Note } from '../note/note';

/** The condition that the row is a note and that its revision meets the preconditions. */
export const writeCondition = (preconditions: Preconditions): Expression => all(isCurrent(), asPreconditions(preconditions));

/** The condition that the row is a note. */
export function isCurrent(): Expression {
  const isNote: Expression = {
    // In dynalite an empty string has no type.
    text: '(attribute_type(#content, :string) OR #content = :empty)',
    names: { '#content': ATTRIBUTES.content.attribute },
    values: { ':string': { S: 'S' }, ':empty': { S: '' } },
  };
  const expired = hasExpired();
  return all(isNote, expired && not(expired));
}

/** The condition that the revision of the row meets the preconditions; undefined without any. */
export function asPreconditions({ ifMatch, ifNoneMatch }: Preconditions): Expression | undefined {
  const match = ifMatch && hasRevision(ifMatch, ':match');
  const noneMatch = ifNoneMatch && hasRevision(ifNoneMatch, ':noneMatch');
  return match || noneMatch ? all(match, noneMatch && not(noneMatch)) : undefined;
}

/** Whether a note meets the preconditions, as the condition checks them. */
export const meets = ({ rev }: Pick<Note, 'rev'>, { ifMatch, ifNoneMatch }: Preconditions): boolean =>
  (!ifMatch || lists(ifMatch, rev)) && !(ifNoneMatch && lists(ifNoneMatch, rev));

function hasRevision(tags: TagList, prefix: string): Expression {
  if (tags === '*') {
    return { text: `attribute_exists(${TABLE.sortKey})`, names: {}, values: {} };
  }
  const values = tags.map(revisionOf).filter((rev) => rev !== undefined).map((rev, index) => [`${prefix}${index}`, { S: rev }] as const);
  const alternatives = [
    ...values.length > 0 ? [`#rev IN (${values.map(([name]) => name).join(', ')})`] : [],
    ...tags.includes(NO_REVISION) ? ['NOT attribute_type(#rev, :string)'] : [],
  ];
  return alternatives.length > 0
    ? { text: `(${alternatives.join(' OR ')})`, names: { '#rev': ATTRIBUTES.rev.attribute }, values: Object.fromEntries(values) }
    : { text: IS_NEW, names: {}, values: {} };
}
