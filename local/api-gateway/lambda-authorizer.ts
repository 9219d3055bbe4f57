import { AnonymousAccess } from './api-policy';
import { Authorizer, AuthorizerProperties } from './authorizer';
import { AUTHORIZER_EVENTS } from './authorizer-event';
import { AuthorizerResult, authorizerResult } from './authorizer-result';
import { Exchange } from './exchange';
import { ApiFault, GatewayError } from './gateway-error';
import { IdentitySource } from './identity-source';
import { anonymousInvocation } from './invocation';
import { LambdaTarget } from './lambda-target';
import { Method } from './routes';
import { Decision, evaluate } from '../iam/policy';
import { LambdaService } from '../lambda/lambda-service';

const DEFAULT_TTL_SECONDS = 300;

/** How long API Gateway waits for an authorizer, whatever the integration's timeout is. */
const TIMEOUT_MS = 29_000;

/** The message for a caller that the policy refuses. */
const REFUSALS: Record<Exclude<Decision['effect'], 'allow'>, string> = {
  'explicit deny': 'User is not authorized to access this resource with an explicit deny',
  'implicit deny': 'User is not authorized to access this resource',
};

export interface LambdaAuthorizerOptions {
  readonly lambda: LambdaService;
  /** The authorizer's ARN, which the function's permissions name. */
  readonly arn: string;
  /** The API's resource policy, if it has one. */
  readonly access?: AnonymousAccess;
  readonly onUndecided: (reason: string) => void;
}

/** An authorizer of type TOKEN or REQUEST: a function decides which methods an identity may invoke. */
export class LambdaAuthorizer implements Authorizer {
  private readonly target: LambdaTarget;
  private readonly identitySource: IdentitySource;
  private readonly validation: RegExp;
  private readonly ttlMs: number;
  private readonly cache = new Map<string, AuthorizerResult>();

  constructor(private readonly properties: AuthorizerProperties, private readonly options: LambdaAuthorizerOptions) {
    const { AuthorizerResultTtlInSeconds, IdentitySource: identitySource, IdentityValidationExpression, Type } = properties;
    this.target = new LambdaTarget(options.lambda, { uri: properties.AuthorizerUri, credentials: properties.AuthorizerCredentials });
    this.identitySource = new IdentitySource(identitySource);
    this.validation = new RegExp(`^(?:${Type === 'TOKEN' && IdentityValidationExpression || '.*'})$`, 's');
    this.ttlMs = Number(AuthorizerResultTtlInSeconds ?? DEFAULT_TTL_SECONDS) * 1_000;
    // Without one, a single result would be cached for everybody; API Gateway does not deploy this either.
    if (this.identitySource.isEmpty && (Type === 'TOKEN' || this.ttlMs > 0)) {
      throw new Error('it needs an IdentitySource');
    }
    const refusal = this.target.refusal(options.arn);
    if (refusal) {
      throw new Error(refusal);
    }
  }

  async authorize(_method: Method, exchange: Exchange): Promise<string> {
    // The function is not invoked if the API's policy denies the request.
    this.options.access?.refuseDenied(exchange);
    const startedAt = performance.now();
    const { context, policy, principalId, usageIdentifierKey } = await this.result(exchange);
    // Set before a refusal, because gateway responses may use the context.
    exchange.requestContext.authorizer = { ...context, principalId, integrationLatency: Math.round(performance.now() - startedAt) };
    exchange.usageIdentifierKey = usageIdentifierKey;
    const { effect, undecided } = evaluate(policy, anonymousInvocation(exchange));
    if (effect === 'allow' || (effect === 'implicit deny' && this.options.access?.decide(exchange) === 'allow')) {
      return `${effect === 'allow' ? 'its policy' : "the API's policy"} allows the principal ${principalId}`;
    }
    undecided.forEach((reason) => this.options.onUndecided(`an authorizer's policy cannot be evaluated in full: ${reason}`));
    throw new GatewayError('ACCESS_DENIED', REFUSALS[effect]).because(`its policy has an ${effect} for the principal ${principalId}`);
  }

  private async result(exchange: Exchange): Promise<AuthorizerResult> {
    const identity = this.identitySource.read(exchange);
    if (!identity.slice(0, 1).every((token) => this.validation.test(token))) {
      throw new GatewayError('UNAUTHORIZED').because('the token does not match the validation expression');
    }
    const key = JSON.stringify(identity);
    const cached = this.cache.get(key);
    if (cached) {
      return cached;
    }
    const result = await this.invoke(identity, exchange);
    if (this.ttlMs > 0) {
      this.remember(key, result);
    }
    return result;
  }

  private remember(key: string, result: AuthorizerResult): void {
    this.cache.set(key, result);
    setTimeout(() => this.cache.delete(key), this.ttlMs).unref();
  }

  private async invoke(identity: string[], exchange: Exchange): Promise<AuthorizerResult> {
    const event = AUTHORIZER_EVENTS[this.properties.Type](identity, exchange);
    const answer = await this.target.invoke(JSON.stringify(event), TIMEOUT_MS, exchange.trace);
    if (!answer) {
      throw new ApiFault('AUTHORIZER_FAILURE', 'the authorizer took too long');
    }
    const { functionError, payload } = answer;
    if (!functionError) {
      return authorizerResult(payload);
    }
    if (isUnauthorized(payload)) {
      throw new GatewayError('UNAUTHORIZED').because('its function rejected the caller');
    }
    throw new ApiFault('AUTHORIZER_FAILURE', 'the authorizer failed');
  }
}

/** With exactly this message the function rejects the caller; any other message is a failure. */
function isUnauthorized(payload: string): boolean {
  try {
    return JSON.parse(payload).errorMessage === 'Unauthorized';
  } catch {
    return false;
  }
}
