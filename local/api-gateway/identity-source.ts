import { Exchange } from './exchange';
import { GatewayError } from './gateway-error';
import { mapParameter } from './mapping';

/** An authorizer's IdentitySource: the parts of a request that identify the caller. */
export class IdentitySource {
  private readonly expressions: string[];

  constructor(identitySource = '') {
    this.expressions = identitySource.split(',').map((expression) => expression.trim()).filter(Boolean);
  }

  get isEmpty(): boolean {
    return this.expressions.length === 0;
  }

  /** Reads the parts of the identity; throws if one is missing or empty. */
  read(exchange: Exchange): string[] {
    const identity = this.expressions.map((expression) => mapParameter(expression, exchange, exchange.requestContext));
    if (identity.includes('')) {
      throw new GatewayError('UNAUTHORIZED').because('the request has no value for the identity source');
    }
    return identity;
  }
}
