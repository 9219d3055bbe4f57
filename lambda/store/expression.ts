import type { Item } from './note-item';

/** An expression of DynamoDB with its placeholders: no text of a user is ever in it. */
export interface Expression {
  readonly text: string;
  readonly names: Record<string, string>;
  readonly values: Item;
}

/** The condition that all given conditions hold. */
export function all(...conditions: (Expression | undefined)[]): Expression {
  const given = conditions.filter((condition) => condition !== undefined);
  return {
    text: given.map(({ text }) => text).join(' AND '),
    names: Object.assign({}, ...given.map(({ names }) => names)),
    values: Object.assign({}, ...given.map(({ values }) => values)),
  };
}
