import { hasExpired } from './expiry';
import { all, Expression, not } from './expression';
import { ATTRIBUTES } from './note-item';
import { lists, NO_REVISION, Preconditions, revisionOf, TagList } from '../note/entity-tag';
import { Note } from '../note/note';

/** The condition that the row is a note and that its revision meets the preconditions. */
export function writeCondition({ ifMatch, ifNoneMatch }: Preconditions): Expression {
  const isNote: Expression = {
    // In dynalite an empty string has no type.
    text: '(attribute_type(#content, :string) OR #content = :empty)',
    names: { '#content': ATTRIBUTES.content.attribute },
    values: { ':string': { S: 'S' }, ':empty': { S: '' } },
  };
  const match = ifMatch && hasRevision(ifMatch, ':match');
  const noneMatch = ifNoneMatch && hasRevision(ifNoneMatch, ':noneMatch');
  const expired = hasExpired();
  return all(isNote, expired && not(expired), match, noneMatch && not(noneMatch));
}

/** Whether a note meets the preconditions, as the condition has them. */
export const meets = ({ rev }: Note, { ifMatch, ifNoneMatch }: Preconditions): boolean =>
  (!ifMatch || lists(ifMatch, rev)) && !(ifNoneMatch && lists(ifNoneMatch, rev));

function hasRevision(tags: TagList, prefix: string): Expression {
  if (tags === '*') {
    return { text: 'attribute_exists(#content)', names: {}, values: {} };
  }
  const values = tags.map(revisionOf).filter((rev) => rev !== undefined).map((rev, index) => [`${prefix}${index}`, { S: rev }] as const);
  const alternatives = [
    ...values.length > 0 ? [`#rev IN (${values.map(([name]) => name).join(', ')})`] : [],
    ...tags.includes(NO_REVISION) ? ['NOT attribute_type(#rev, :string)'] : [],
  ];
  return alternatives.length > 0
    ? { text: `(${alternatives.join(' OR ')})`, names: { '#rev': ATTRIBUTES.rev.attribute }, values: Object.fromEntries(values) }
    : { text: 'attribute_not_exists(#content)', names: {}, values: {} };
}
