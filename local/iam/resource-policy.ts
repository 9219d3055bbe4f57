import { list, OneOrMore } from './one-or-more';
import { AccessRequest, Decision, evaluate, Statement } from './policy';

/** A statement of a resource's own policy. */
export interface ResourceStatement extends Statement {
  readonly Principal?: '*' | Readonly<Record<string, OneOrMore<string>>>;
}

/** Who makes a request; nobody in particular is of no account and has no ARNs. */
export interface Principal {
  readonly account?: string;
  /** Of the role and of its session. */
  readonly arns: readonly string[];
  /** Who vouches for somebody who is yet to assume a role. */
  readonly provider?: string;
  /** The service that it is itself. */
  readonly service?: string;
}

export const ANONYMOUS: Principal = { arns: [] };

interface ResourcePolicyOptions {
  /** Whether an account's own policies count for nothing unless this one allows the account, as with keys of KMS. @default false */
  readonly mustDelegate?: boolean;
}

/** A resource's own policy, which says of each statement whom it is about. */
export class ResourcePolicy {
  constructor(private readonly statements: readonly ResourceStatement[], private readonly options: ResourcePolicyOptions = {}) {}

  /** Whether it leaves it to the policies of an account to allow a request to its roles. */
  delegation(account: string, request: AccessRequest): Decision {
    return this.options.mustDelegate
      ? this.evaluate({ account, arns: accountNames(account) }, request)
      : { effect: 'allow', undecided: [] };
  }

  evaluate(principal: Principal, request: AccessRequest): Decision {
    return evaluate(
      this.statements.flatMap((statement) => {
        // One that does not say so is left for the evaluation to fail on.
        const { Principal: named, ...others } = statement;
        if (named === undefined) {
          return [{ ...others, Principal: undefined }];
        }
        if ('Unresolved' in others) {
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
  // An account that is allowed leaves it to its own policies to allow it to its roles.
  const wholeAccount = account !== undefined && effect !== 'Allow' ? accountNames(account) : [];
  return names.some((name) => ['*', ...arns, ...wholeAccount].includes(name));
}

function accountNames(account: string): string[] {
  return [account, `arn:aws:iam::${account}:root`];
}
