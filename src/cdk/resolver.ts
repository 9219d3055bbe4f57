import { Stack, Token } from 'aws-cdk-lib';

/** Resolves values as their stack does, but each token once: resources of one API share tokens, and resolving them takes time. */
export class Resolver {
  private readonly known = new Map<unknown, unknown>();

  constructor(private readonly stack: Stack) {}

  public resolve(value: unknown): unknown {
    if (Token.isUnresolved(value) || typeof value !== 'object' || value === null) {
      return this.resolvedOnce(value);
    }
    if (Array.isArray(value)) {
      return value.map((element) => this.resolve(element)).filter((element) => element !== undefined);
    }
    const members = Object.entries(value);
    // The stack knows what to do with an object without members, such as a date, and with a name that is a token.
    if (members.length === 0 || members.some(([name]) => Token.isUnresolved(name))) {
      return this.stack.resolve(value);
    }
    const resolved = members.map(([name, member]) => [name, this.resolve(member)]);
    return Object.fromEntries(resolved.filter(([, member]) => member !== undefined));
  }

  private resolvedOnce(value: unknown): unknown {
    if (!this.known.has(value)) {
      this.known.set(value, this.stack.resolve(value));
    }
    return this.known.get(value);
  }
}
