import { TrustedToken, trustedTokens } from './trusted-tokens';
import { TokenOptions, UserPool } from './user-pool';
import { Stack } from '../cloudformation/stack';

export interface IssueTokenOptions extends TokenOptions {
  /** A pool's id in the template, or the id or ARN of one that an authorizer trusts. @default the first of those */
  readonly userPool?: string;
}

export interface NamedTrustedToken extends TrustedToken {
  /** The pool's id in its template, or its own where it is of none. */
  readonly name: string;
}

/** The user pools of the assembly, and those of elsewhere that its authorizers trust. */
export class UserPools {
  private readonly pools = new Map<string, UserPool>();

  constructor(private readonly stacks: Stack[]) {}

  /** The pool of an ARN, whose tokens are issued here wherever it is. */
  find(arn: string): UserPool {
    const known = this.pools.get(arn) ?? new UserPool(arn);
    this.pools.set(arn, known);
    return known;
  }

  async issueToken({ userPool, ...options }: IssueTokenOptions): Promise<string> {
    const pool = this.named(userPool);
    return pool.issue(this.clientOf(pool), options);
  }

  /** What can be issued here that methods take. */
  get trustedTokens(): NamedTrustedToken[] {
    const inTemplates = this.stacks.flatMap((stack) => stack.resources('AWS::Cognito::UserPool'));
    return trustedTokens(this.stacks).flatMap((token) => {
      const pool = this.pools.get(token.userPool);
      return pool ? [{ ...token, name: inTemplates.find(({ arn }) => arn === pool.arn)?.logicalId ?? pool.id }] : [];
    });
  }

  private named(name?: string): UserPool {
    const inTemplate = this.stacks.flatMap((stack) => stack.resources('AWS::Cognito::UserPool'))
      .find(({ logicalId }) => logicalId === name);
    if (inTemplate) {
      return this.find(inTemplate.arn);
    }
    const trusted = [...this.pools.values()].find(({ arn, id }) => name === undefined || [arn, id].includes(name));
    if (!trusted) {
      throw new Error(name === undefined ? 'no authorizer trusts a user pool' : `there is no user pool ${name}`);
    }
    return trusted;
  }

  private clientOf({ id }: UserPool): string {
    return this.stacks.flatMap((stack) => stack.resources<{ UserPoolId: string }>('AWS::Cognito::UserPoolClient'))
      .find(({ properties }) => properties.UserPoolId === id)?.physicalId ?? 'local';
  }
}
