import { Undecidable } from './undecidable';

/** The values of each condition key. */
export type ConditionKeyValues = Readonly<Record<string, readonly string[]>>;

/** The condition keys of a request. A key with no values is absent; a key that is not listed is unknown. */
export class ContextKeys {
  private readonly values: ReadonlyMap<string, readonly string[]>;

  constructor(private readonly entries: ConditionKeyValues) {
    this.values = new Map(Object.entries(entries).map(([key, values]) => [key.toLowerCase(), values]));
  }

  get(key: string): readonly string[] {
    const values = this.values.get(key.toLowerCase());
    if (!values) {
      throw new Undecidable(`the local stack does not know the condition key ${key}`);
    }
    return values;
  }

  with(more: ConditionKeyValues): ContextKeys {
    return new ContextKeys({ ...this.entries, ...more });
  }
}
