import { all, Expression } from './expression';
import { ATTRIBUTES, Item } from './note-item';

/**
 * The date that a write gives its note, and the condition that no other write came in between, so that a late or repeated attempt undoes
 * nothing.
 */
export interface Fence {
  readonly updatedAt: Date;
  readonly condition: Expression;
}

/** More than the clock of a function can be ahead: DynamoDB accepts no signature with such a time. */
const AHEAD_MILLIS = 15 * 60 * 1000;

const { updatedAt: { attribute: UPDATED_AT }, rev: { attribute: REV } } = ATTRIBUTES;

/**
 * The fence of an attempt while no earlier attempt is open. `refused` is the row whose date was the only reason to refuse the previous
 * attempt.
 *
 * @see https://cse.buffalo.edu/tech-reports/2014-04.pdf on hybrid logical clocks
 */
export function fence(now: Date, refused: Item | undefined): Fence {
  if (!refused) {
    return earlierThan(now);
  }
  const seen = dateOf(refused);
  if (seen !== undefined && seen < now.getTime()) {
    return earlierThan(now);
  }
  const isAhead = seen !== undefined && seen - now.getTime() <= AHEAD_MILLIS;
  return { updatedAt: isAhead ? new Date(seen + 1) : now, condition: isAsSeen(refused) };
}

const earlierThan = (now: Date): Fence => ({
  updatedAt: now,
  condition: {
    text: '(attribute_not_exists(#updatedAt) OR #updatedAt < :updatedAt)',
    names: { '#updatedAt': UPDATED_AT },
    values: { ':updatedAt': { S: now.toISOString() } },
  },
});

/** The date of a row; undefined if it has none, or one in another form than the functions write. */
function dateOf({ [UPDATED_AT]: { S = '' } = {} as Item[string] }: Item): number | undefined {
  const time = Date.parse(S);
  return Number.isNaN(time) || new Date(time).toISOString() !== S ? undefined : time;
}

function isAsSeen(item: Item): Expression {
  const is = (name: string, attribute: string): Expression => attribute in item
    ? { text: `#${name} = :${name}Seen`, names: { [`#${name}`]: attribute }, values: { [`:${name}Seen`]: item[attribute] } }
    : { text: `attribute_not_exists(#${name})`, names: { [`#${name}`]: attribute }, values: {} };
  return all(is('updatedAt', UPDATED_AT), is('rev', REV));
}
