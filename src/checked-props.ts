import { RemovalPolicy, Token } from 'aws-cdk-lib';
import { ThrottleSettings } from 'aws-cdk-lib/aws-apigateway';
import { NotesAuthorization } from './authorization/notes-authorization';
import { checkedList, checkedText, matches, shown } from './cdk/checked-values';
import { ANY_ORIGIN } from './contract/cors';
import { NotesOperation } from './contract/operations';

/** What nothing can be kept with: there are no snapshots of a DynamoDB table to make on removal. */
const REMOVAL_POLICIES: RemovalPolicy[] = Object.values(RemovalPolicy).filter((policy) => policy !== RemovalPolicy.SNAPSHOT);

/** The operations in their own order, each once; all of them when none are named. */
export function checkedOperations(asked?: NotesOperation[]): NotesOperation[] {
  const all = Object.values(NotesOperation);
  if (asked === undefined) {
    return all;
  }
  const remedy = `leave it out for all operations, or list some of ${all.join(', ')}`;
  for (const operation of checkedList('operations', asked, remedy)) {
    if (!all.includes(operation)) {
      throw new Error(`"operations" has ${shown(operation)}, which is not an operation: ${remedy}`);
    }
  }
  return all.filter((operation) => asked.includes(operation));
}

export function checkedAuthorization(authorization: NotesAuthorization): NotesAuthorization {
  // Not instanceof: an app can hold two copies of this package.
  if (typeof authorization?._bind !== 'function') {
    throw new Error(
      `"authorization" is ${shown(authorization)}: use what a method of NotesAuthorization returns, such as NotesAuthorization.iam()`,
    );
  }
  return authorization;
}

export function checkedRemovalPolicy(policy: RemovalPolicy): RemovalPolicy {
  if (!REMOVAL_POLICIES.includes(policy)) {
    throw new Error(`"removalPolicy" is ${shown(policy)}, which a table does not have: use one of ${REMOVAL_POLICIES.join(', ')}`);
  }
  return policy;
}

/** The origins as browsers send them, each once; undefined when none are named. */
export function checkedOrigins(origins?: string[]): string[] | undefined {
  if (origins === undefined) {
    return undefined;
  }
  const remedy = `list origins such as "https://notes.example.com", or "${ANY_ORIGIN}" alone for every origin`;
  if (Token.isUnresolved(origins)) {
    throw new Error(`"corsOrigins" is a list that is only known at deployment: ${remedy}`);
  }
  for (const origin of checkedList('corsOrigins', origins, remedy)) {
    if (!Token.isUnresolved(checkedText('corsOrigins', origin, remedy)) && origin !== ANY_ORIGIN && !isOrigin(origin)) {
      throw new Error(`"corsOrigins" has ${shown(origin)}, which no browser sends as an origin: ${remedy}`);
    }
  }
  const unique = [...new Set(origins)];
  if (unique.includes(ANY_ORIGIN) && unique.length > 1) {
    throw new Error(`"corsOrigins" is ${shown(origins)}, which is every origin and some of them: ${remedy}`);
  }
  return unique;
}

/** A scheme, a host and a port that is not the scheme's own, in lower case; no path and no slash at the end (RFC 6454, section 6.2). */
function isOrigin(text: string): boolean {
  // Apps and browser extensions have schemes that URL knows no origins of.
  return (
    /^[a-z][a-z0-9+.-]*:\/\/[a-z0-9_.:[\]-]+$/.test(text)
    && (!/^https?:/.test(text) || (URL.canParse(text) && new URL(text).origin === text))
  );
}

/** The stage's limits, both of them. */
export function checkedThrottle({ rateLimit = 100, burstLimit = 200 }: ThrottleSettings = {}): Required<ThrottleSettings> {
  const remedy = 'leave it out for 100 requests a second and 200 at once';
  if (!Token.isUnresolved(rateLimit) && !(Number.isFinite(rateLimit) && rateLimit > 0)) {
    throw new Error(`"throttle.rateLimit" is ${shown(rateLimit)}: ${remedy}, or use a number above 0`);
  }
  if (!Token.isUnresolved(burstLimit) && !(Number.isInteger(burstLimit) && burstLimit > 0)) {
    throw new Error(`"throttle.burstLimit" is ${shown(burstLimit)}: ${remedy}, or use a whole number above 0`);
  }
  return { rateLimit, burstLimit };
}

export function checkedWebAclArn(arn?: string): string | undefined {
  if (arn !== undefined && !Token.isUnresolved(arn) && !matches(arn, /^arn:[\w-]+:wafv2:[\w-]+:\d{12}:regional\/webacl\/[^/]+\/[^/]+$/)) {
    throw new Error(
      `"webAclArn" is ${shown(arn)}: use the ARN of a regional web ACL of AWS WAF, such as that of a CfnWebACL with the scope REGIONAL`,
    );
  }
  return arn;
}
