import { Authorizer } from './authorizer';
import { Exchange } from './exchange';
import { anonymousInvocation, invokeDenied } from './invocation';
import { list, OneOrMore } from '../iam/one-or-more';
import { Decision } from '../iam/policy';
import { ofVersion, PolicyDocument } from '../iam/policy-document';
import { ANONYMOUS, ResourcePolicy, ResourceStatement } from '../iam/resource-policy';
import { refusalWords } from '../iam/role-session';
import { INVOKE } from '../iam/security-token-service';

/** The Policy of a RestApi. */
export type ApiPolicyDocument = PolicyDocument<ResourceStatement>;

/** The resource policy of an API. Its resources may leave out the API's ARN: `execute-api:/{stage}/{method}/{path}`. */
export function apiPolicy({ Statement: statements, Version }: ApiPolicyDocument, apiArn: string): ResourcePolicy {
  const expanded = (resources: OneOrMore<string> | undefined) =>
    resources && list(resources).map((resource) => String(resource).replace(/^execute-api:\//, `${apiArn}/`));
  return new ResourcePolicy(
    ofVersion(Version, list(statements)).map((statement) => ({
      ...statement,
      ...(statement.Resource && { Resource: expanded(statement.Resource) }),
      ...(statement.NotResource && { NotResource: expanded(statement.NotResource) }),
    })),
  );
}

/** Applies an API's resource policy to callers without an IAM identity. */
export class AnonymousAccess implements Authorizer {
  constructor(private readonly policy: ResourcePolicy, private readonly onUndecided: (reason: string) => void) {}

  decide(exchange: Exchange): Decision['effect'] {
    const { effect, undecided } = this.policy.evaluate(ANONYMOUS, anonymousInvocation(exchange));
    if (effect !== 'allow') {
      undecided.forEach((reason) => this.onUndecided(`the API's policy cannot be evaluated in full: ${reason}`));
    }
    return effect;
  }

  /** Throws unless the policy allows the request. */
  async authorize(_method: unknown, exchange: Exchange): Promise<string> {
    const effect = this.decide(exchange);
    if (effect !== 'allow') {
      throw denied(exchange, effect);
    }
    return "the API's policy allows anybody";
  }

  /** Throws if the policy denies the request explicitly. */
  refuseDenied(exchange: Exchange): void {
    const effect = this.decide(exchange);
    if (effect === 'explicit deny') {
      throw denied(exchange, effect);
    }
  }
}

function denied({ methodArn }: Exchange, effect: Decision['effect']) {
  return invokeDenied('anonymous', methodArn, refusalWords(INVOKE, { article: 'a', effect, kind: 'resource-based policy' }));
}
