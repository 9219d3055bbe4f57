import { Undecidable } from './undecidable';

/** The values by condition key. */
export type ConditionKeyValues = Readonly<Record<string, readonly string[]>>;

/** What a request says of itself, by condition key. A key without values is known to be absent. */
export class ContextKeys {
  private readonly values: ReadonlyMap<string, readonly string[]>;

  constructor(private readonly entries: ConditionKeyValues) {
    this.values = new Map(Object.entries(entries).map(([key, values]) => [key.toLowerCase(), values]));
  }

  get(key: string): readonly string[] {
    const values = this.values.get(key.toLowerCase());
    if (!values) {
      throw new Undecidable(`the condition key ${key} is not known here`);
    }
    return values;
  }

  with(more: ConditionKeyValues): ContextKeys {
    return new ContextKeys({ ...this.entries, ...more });
  }
}
