import { JWTPayload } from 'jose';
import { Authorizer, AuthorizerProperties } from './authorizer';
import { callerClaims } from './caller-claims';
import { Exchange } from './exchange';
import { GatewayError } from './gateway-error';
import { IdentitySource } from './identity-source';
import { Method } from './routes';
import { UserPool, VerifiedToken } from '../cognito/user-pool';
import { UserPools } from '../cognito/user-pools';

/** An authorizer of type COGNITO_USER_POOLS: the caller needs a token from one of its pools. */
export class UserPoolsAuthorizer implements Authorizer {
  private readonly identitySource: IdentitySource;
  private readonly pools: UserPool[];
  private readonly audience?: RegExp;

  constructor({ IdentitySource: source, IdentityValidationExpression, ProviderARNs = [] }: AuthorizerProperties, userPools: UserPools) {
    this.identitySource = new IdentitySource(source || 'method.request.header.Authorization');
    this.pools = ProviderARNs.map((arn) => userPools.find(arn));
    this.audience = IdentityValidationExpression ? new RegExp(`^(?:${IdentityValidationExpression})$`) : undefined;
  }

  async authorize({ AuthorizationScopes: scopes = [] }: Method, exchange: Exchange): Promise<string> {
    const [token] = this.identitySource.read(exchange);
    const { claims, hasExpired } = (await this.verify(token.replace(/^Bearer /i, ''))) ?? {};
    if (!claims) {
      throw new GatewayError('UNAUTHORIZED').because('the value is not a token of its user pools');
    }
    if (!isMeantFor(scopes, claims)) {
      throw new GatewayError('UNAUTHORIZED').because(
        scopes.length ? `the token is not an access token with one of the scopes ${scopes.join(' ')}` : 'the token is not an ID token',
      );
    }
    if (!this.isForAudience(claims)) {
      throw new GatewayError('UNAUTHORIZED').because('the audience of the token does not match the validation expression');
    }
    if (hasExpired) {
      throw new GatewayError('UNAUTHORIZED', 'The incoming token has expired');
    }
    exchange.requestContext.authorizer = { claims: callerClaims(claims) };
    return `the user ${claims.sub} has ${scopes.length ? `an access token with the scopes ${claims.scope}` : 'an ID token'}`;
  }

  private async verify(token: string): Promise<VerifiedToken | undefined> {
    return (await Promise.all(this.pools.map(async (pool) => pool.verify(token)))).find((verified) => verified !== undefined);
  }

  /** An access token has no audience, so it never matches an expression. */
  private isForAudience({ aud }: JWTPayload): boolean {
    return !this.audience || (typeof aud === 'string' && this.audience.test(aud));
  }
}

/** A method without scopes accepts ID tokens; a method with scopes accepts access tokens that have one of them. */
function isMeantFor(scopes: string[], { scope, token_use: use }: JWTPayload): boolean {
  if (!scopes.length) {
    return use === 'id';
  }
  return (
    use === 'access'
    && String(scope)
      .split(' ')
      .some((claimed) => scopes.includes(claimed))
  );
}
