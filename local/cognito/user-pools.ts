import { TrustedToken, trustedTokens } from './trusted-tokens';
import { TokenOptions, UserPool } from './user-pool';
import { Stack } from '../cloudformation/stack';

export interface IssueTokenOptions extends TokenOptions {
  /** The logical id of a pool, or the id or ARN of a pool that an authorizer trusts. @default the first trusted pool */
  readonly userPool?: string;
}

export interface NamedTrustedToken extends TrustedToken {
  /** The pool's logical id; its id if the pool is in no template. */
  readonly name: string;
}

/** The user pools in the assembly, and other pools that its authorizers trust. */
export class UserPools {
  /** The pools outlive a deployment, so that their tokens do. */
  constructor(private readonly stacks: Stack[], private readonly pools: Map<string, UserPool>) {}

  /** Finds a pool by its ARN, in the assembly or elsewhere: its tokens are issued here either way. */
  find(arn: string): UserPool {
    const known = this.pools.get(arn) ?? new UserPool(arn);
    this.pools.set(arn, known);
    return known;
  }

  async issueToken({ userPool, ...options }: IssueTokenOptions): Promise<string> {
    const pool = this.named(userPool);
    return pool.issue(this.clientOf(pool), options);
  }

  /** The tokens that methods accept and that can be issued here. */
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
