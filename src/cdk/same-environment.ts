import { ResourceEnvironment, Stack, Token } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';

const PLACES = ['region', 'account'] as const;

/**
 * Checks that a resource is in the region of the notes and, where it matters, in their account.
 *
 * @param what the beginning of the error: `"table" is`, `"securityGroups" has a group`
 */
export function checkSameEnvironment(what: string, theirs: Partial<ResourceEnvironment>, scope: Construct, remedy: string): void {
  const here = Stack.of(scope);
  for (const place of PLACES) {
    const there = theirs[place];
    if (there !== undefined && there !== here[place] && ![there, here[place]].some(Token.isUnresolved)) {
      throw new Error(`${what} in the ${place} ${there}, and the notes API is in ${here[place]}: ${remedy}`);
    }
  }
}

/**
 * Checks that the stack of the notes can reference an attribute of a resource in another stack.
 *
 * @param what the beginning of the error
 */
export function checkReference(what: string, theirs: IConstruct, attribute: string, scope: Construct): void {
  const resolved = resolvedFor(scope, attribute);
  if (areIncomparable(theirs, scope)) {
    if (resolved === undefined || /"(Ref":"(?!AWS::)|Fn::GetAtt":)/.test(resolved)) {
      throw new Error(incomparable(what, theirs));
    }
  } else if (resolved === undefined) {
    throw new Error(
      `${what} in the stack "${Stack.of(theirs).node.path}" of another account: give it a physical name there, or import it into the stack of the notes API`,
    );
  }
}

/** Whether the CDK treats two environments as different only because one of them is less specific. */
export function areIncomparable(theirs: IConstruct, scope: Construct): boolean {
  const [there, here] = [Stack.of(theirs), Stack.of(scope)];
  return PLACES.some((place) => Token.isUnresolved(there[place]) !== Token.isUnresolved(here[place]));
}

export function incomparable(what: string, theirs: IConstruct): string {
  return `${what} in the stack "${Stack.of(theirs).node.path}", and only one of the two stacks has a known account or region: `
    + 'give both stacks an "env" with an account and a region, or neither of them';
}

/** @returns undefined where the CDK needs a physical name for a reference from another environment */
function resolvedFor(scope: Construct, attribute: string): string | undefined {
  try {
    return JSON.stringify(Stack.of(scope).resolve(attribute));
  } catch {
    return undefined;
  }
}
