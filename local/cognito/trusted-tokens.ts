import { Stack } from '../cloudformation/stack';

/** A kind of token that methods in the assembly accept. */
export interface TrustedToken {
  /** The ARN of the user pool that issues it. */
  readonly userPool: string;
  /** The scopes of an access token; an ID token has none. */
  readonly scopes?: string[];
}

interface MethodProperties {
  readonly AuthorizationScopes?: string[];
  readonly AuthorizationType?: string;
  readonly AuthorizerId?: string;
}

/** The tokens that methods with a user pool authorizer accept: for each pool ID tokens, access tokens, or both. */
export function trustedTokens(stacks: readonly Stack[]): TrustedToken[] {
  const authorizers = new Map(stacks.flatMap((stack) => stack.resources<{ ProviderARNs?: string[] }>('AWS::ApiGateway::Authorizer'))
    .map(({ physicalId, properties }) => [physicalId, properties.ProviderARNs ?? []]));
  const kinds = new Map<string, TrustedToken>();
  for (const { properties } of stacks.flatMap((stack) => stack.resources<MethodProperties>('AWS::ApiGateway::Method'))) {
    const { AuthorizationScopes: scopes = [], AuthorizationType, AuthorizerId = '' } = properties;
    if (AuthorizationType !== 'COGNITO_USER_POOLS') {
      continue;
    }
    for (const userPool of authorizers.get(AuthorizerId) ?? []) {
      const kind = `${userPool} ${scopes.length > 0}`;
      const known = kinds.get(kind)?.scopes ?? [];
      kinds.set(kind, { userPool, ...scopes.length && { scopes: [...new Set([...known, ...scopes])] } });
    }
  }
  return [...kinds.values()];
}
