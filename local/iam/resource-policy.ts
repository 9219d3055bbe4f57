import { list, OneOrMore } from './one-or-more';
import { AccessRequest, Decision, evaluate, Statement } from './policy';

/** A statement of a resource-based policy. */
export interface ResourceStatement extends Statement {
  readonly Principal?: '*' | Readonly<Record<string, OneOrMore<string>>>;
}

/** The sender of a request. An anonymous one has no account and no ARNs. */
export interface Principal {
  readonly account?: string;
  /** The ARNs of the role and of its session. */
  readonly arns: readonly string[];
  /** The identity provider of a caller that wants to assume a role. */
  readonly provider?: string;
  /** The name of the service, if the sender is one. */
  readonly service?: string;
}

export const ANONYMOUS: Principal = { arns: [] };

interface ResourcePolicyOptions {
  /** Whether identity policies only apply if this policy allows the account, as with KMS keys. @default false */
  readonly mustDelegate?: boolean;
}

/** A resource-based policy, whose statements name their principals. */
export class ResourcePolicy {
  constructor(private readonly statements: readonly ResourceStatement[], private readonly options: ResourcePolicyOptions = {}) {}

  /** Whether the policy leaves the decision about a request to the account's identity policies. */
  delegation(account: string, request: AccessRequest): Decision {
    return this.options.mustDelegate
      ? this.evaluate({ account, arns: accountNames(account) }, request)
      : { effect: 'allow', undecided: [] };
  }

  evaluate(principal: Principal, request: AccessRequest): Decision {
    return evaluate(
      this.statements.flatMap((statement) => {
        // A statement without a principal is kept, so that the evaluation fails on it.
        const { Principal: named, ...others } = statement;
        if (named === undefined) {
          return [{ ...others, Principal: undefined }];
        }
        if (others.Unresolved !== undefined) {
          return [others];
        }
        return isAbout(named, principal, statement.Effect) ? [others] : [];
      }),
      request,
    );
  }
}

function isAbout(
  named: NonNullable<ResourceStatement['Principal']>,
  { account, arns, provider, service }: Principal,
  effect?: string,
): boolean {
  if (provider !== undefined && typeof named !== 'string' && list(named.Federated).includes(provider)) {
    return true;
  }
  if (service !== undefined && typeof named !== 'string' && list(named.Service).includes(service)) {
    return true;
  }
  const names = typeof named === 'string' ? [named] : list(named.AWS);
  // Allowing an account only delegates to its identity policies; denying it denies its roles.
  const wholeAccount = account !== undefined && effect !== 'Allow' ? accountNames(account) : [];
  return names.some((name) => ['*', ...arns, ...wholeAccount].includes(name));
}

function accountNames(account: string): string[] {
  return [account, `arn:aws:iam::${account}:root`];
}
