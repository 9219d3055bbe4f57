import type { Item } from './note-item';

/** An expression of DynamoDB with its placeholders. It never contains text of a user. */
export interface Expression {
  readonly text: string;
  readonly names: Record<string, string>;
  readonly values: Item;
}

export const not = ({ text, ...placeholders }: Expression): Expression => ({ text: `NOT ${text}`, ...placeholders });

export const all = (...conditions: (Expression | undefined)[]): Expression => joined(conditions, ' AND ');

export const any = (...conditions: (Expression | undefined)[]): Expression => joined(conditions, ' OR ');

/** A condition that can be joined with others. */
export const grouped = ({ text, ...placeholders }: Expression): Expression => ({ text: `(${text})`, ...placeholders });

function joined(conditions: readonly (Expression | undefined)[], operator: string): Expression {
  const given = conditions.filter((condition) => condition !== undefined);
  return {
    text: given.map(({ text }) => text).join(operator),
    names: Object.assign({}, ...given.map(({ names }) => names)),
    values: Object.assign({}, ...given.map(({ values }) => values)),
  };
}
