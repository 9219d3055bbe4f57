import { Authorizer, AuthorizerProperties } from './authorizer';
import { callerClaims } from './caller-claims';
import { Exchange } from './exchange';
import { GatewayError } from './gateway-responses';
import { IdentitySource } from './identity-source';
import { Method } from './routes';
import { Claims } from '../cognito/json-web-token';
import { UserPool } from '../cognito/user-pool';
import { UserPools } from '../cognito/user-pools';

/** An authorizer of type COGNITO_USER_POOLS: the caller needs a token of one of its pools. */
export class UserPoolsAuthorizer implements Authorizer {
  private readonly identitySource: IdentitySource;
  private readonly pools: UserPool[];
  private readonly audience?: RegExp;

  constructor({ IdentitySource: source, IdentityValidationExpression, ProviderARNs = [] }: AuthorizerProperties, userPools: UserPools) {
    this.identitySource = new IdentitySource(source || 'method.request.header.Authorization');
    this.pools = ProviderARNs.map((arn) => userPools.find(arn));
    this.audience = IdentityValidationExpression ? new RegExp(`^(?:${IdentityValidationExpression})$`) : undefined;
  }

  async authorize({ AuthorizationScopes: scopes = [] }: Method, exchange: Exchange): Promise<void> {
    const [token] = this.identitySource.read(exchange);
    const claims = this.verify(token.replace(/^Bearer /i, ''));
    if (!claims || !isMeantFor(scopes, claims) || !this.isForAudience(claims)) throw new GatewayError('UNAUTHORIZED');
    if (!(Number(claims.exp) * 1_000 > Date.now())) throw new GatewayError('UNAUTHORIZED', 'The incoming token has expired');
    exchange.requestContext.authorizer = { claims: callerClaims(claims) };
  }

  private verify(token: string): Claims | undefined {
    return this.pools.map((pool) => pool.verify(token)).find((claims) => claims !== undefined);
  }

  /** An access token has no audience, so it never fits an expression for one. */
  private isForAudience({ aud }: Claims): boolean {
    return !this.audience || (typeof aud === 'string' && this.audience.test(aud));
  }
}

/** A method without scopes takes an ID token, one with scopes an access token that has one of them. */
function isMeantFor(scopes: string[], { scope, token_use: use }: Claims): boolean {
  if (!scopes.length) return use === 'id';
  return use === 'access' && String(scope).split(' ').some((claimed) => scopes.includes(claimed));
}
