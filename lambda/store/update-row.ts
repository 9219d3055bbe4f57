import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { Access } from './access';
import { Expression } from './expression';
import { Fence } from './fence';
import { fenced, Target } from './fenced';
import { ATTRIBUTES, Item, itemKey } from './note-item';
import { conditional, write } from './request';
import { sizeProblem } from './too-large';
import { updateItem } from '../dynamodb/operations';
import { Preconditions } from '../note/entity-tag';

/** The subject of an update. */
export interface Updated {
  readonly access: Access;
  readonly id: string;
  readonly target: Target;
  readonly preconditions: Preconditions;
  /** The detail of the problem when the outcome is unknown. */
  readonly uncertainty: string;
}

/** The request of one attempt. */
export interface RowUpdate {
  readonly condition: Expression;
  readonly set: Item;
  /** Attributes that take the value of another attribute, which is removed. */
  readonly renamed?: Readonly<Record<string, string>>;
  readonly removed?: readonly string[];
  /** Whether the answer contains the row. */
  readonly isReturned?: boolean;
}

/**
 * Updates a row. A refusal that shows one of the update's own revisions means that the update has succeeded.
 *
 * @param form makes the request of an attempt from its fence; `refused` is the row whose date was the only reason to refuse the previous
 * attempt
 * @returns the row, if the answer contains it
 */
export async function updateRow(
  { access, id, target, preconditions, uncertainty }: Updated, form: (fence: Fence, refused: Item | undefined) => RowUpdate,
): Promise<Item | undefined> {
  const revisions = new Set<string | undefined>();
  let asked: Item = {};
  try {
    const { Attributes } = await write(access, uncertainty, fenced(target, preconditions, (fence, exchanged, refused) => {
      const { condition, isReturned, ...update } = form(fence, refused);
      asked = update.set;
      // A new revision for each attempt: between two attempts another client can change the note, which must not get the same revision.
      revisions.add(revisionIn(asked));
      const { text, names, values } = assignment(update);
      return updateItem({
        ...conditional(access, id, {
          text: condition.text, names: { ...condition.names, ...names }, values: { ...condition.values, ...values },
        }),
        UpdateExpression: text || undefined,
        ReturnValues: isReturned ? 'ALL_NEW' : undefined,
      }, exchanged);
    }));
    return Attributes;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) {
      throw await sizeProblem(access, { ...itemKey(access.userId, id), ...asked }, error);
    }
    const rev = revisionIn(error.Item);
    if (rev === undefined || !revisions.has(rev)) {
      throw error;
    }
    return error.Item;
  }
}

const revisionIn = (item?: Item): string | undefined => item?.[ATTRIBUTES.rev.attribute]?.S;

function assignment({ set, renamed = {}, removed = [] }: Pick<RowUpdate, 'set' | 'renamed' | 'removed'>): Expression {
  const removals = [...removed, ...Object.values(renamed)];
  const assigned = [
    ...Object.keys(set).map((name) => `#${name} = :${name}`),
    ...Object.entries(renamed).map(([name, source]) => `#${name} = #${source}`),
  ];
  return {
    text: [
      ...assigned.length > 0 ? [`SET ${assigned.join(', ')}`] : [],
      ...removals.length > 0 ? [`REMOVE ${removals.map((name) => `#${name}`).join(', ')}`] : [],
    ].join(' '),
    names: Object.fromEntries([...Object.keys({ ...set, ...renamed }), ...removals].map((name) => [`#${name}`, name])),
    values: Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
  };
}
