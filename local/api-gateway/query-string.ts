/** A query string, decoded. */
export class QueryString {
  private readonly values = new Map<string, string[]>();

  constructor(query: string) {
    for (const [name, value] of new URLSearchParams(query)) {
      this.values.set(name, [...(this.values.get(name) ?? []), value]);
    }
  }

  /** The last value of each parameter; null if there are no parameters. */
  single(): Record<string, string> | null {
    return this.values.size ? Object.fromEntries([...this.values].map(([name, values]) => [name, values[values.length - 1]])) : null;
  }

  /** All values of each parameter; null if there are no parameters. */
  all(): Record<string, string[]> | null {
    return this.values.size ? Object.fromEntries(this.values) : null;
  }
}
