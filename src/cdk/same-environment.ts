import { ResourceEnvironment, Stack, Token } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';

const PLACES = ['region', 'account'] as const;

/**
 * That something is where the notes are: in their region, and in their account where that counts.
 *
 * @param what as the error begins: `"table" is`, `"securityGroups" has one`
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
 * That the stack of the notes can be told the attribute of something in another one.
 *
 * @param what as the error begins
 */
export function checkReference(what: string, theirs: IConstruct, attribute: string, scope: Construct): void {
  const resolved = resolvedFor(scope, attribute);
  if (areIncomparable(theirs, scope)) {
    if (resolved === undefined || /"(Ref":"(?!AWS::)|Fn::GetAtt":)/.test(resolved)) {
      throw new Error(incomparable(what, theirs));
    }
  } else if (resolved === undefined) {
    throw new Error(
      `${what} in the stack "${Stack.of(theirs).node.path}" of another account: give it a physical name there, or import it into this stack`,
    );
  }
}

/** Whether the CDK takes two places for different ones since it knows more of one of them. */
export function areIncomparable(theirs: IConstruct, scope: Construct): boolean {
  const [there, here] = [Stack.of(theirs), Stack.of(scope)];
  return PLACES.some((place) => Token.isUnresolved(there[place]) !== Token.isUnresolved(here[place]));
}

export function incomparable(what: string, theirs: IConstruct): string {
  return `${what} in the stack "${Stack.of(theirs).node.path}", and the account or region of only one of the two stacks is known: `
    + 'give both stacks an "env" with an account and a region, or neither';
}

/** @returns undefined where the CDK wants a name to tell another environment */
function resolvedFor(scope: Construct, attribute: string): string | undefined {
  try {
    return JSON.stringify(Stack.of(scope).resolve(attribute));
  } catch {
    return undefined;
  }
}
