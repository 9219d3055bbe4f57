import { Exchange } from './exchange';
import { Method } from './routes';

/** An AWS::ApiGateway::Authorizer's properties. */
export interface AuthorizerProperties {
  readonly RestApiId: string;
  readonly Type: string;
  readonly AuthorizerCredentials?: string;
  readonly AuthorizerResultTtlInSeconds?: number | string;
  readonly AuthorizerUri?: string;
  readonly IdentitySource?: string;
  readonly IdentityValidationExpression?: string;
  readonly ProviderARNs?: string[];
}

export interface Authorizer {
  /** Throws unless the request may use the method; sets what `requestContext.authorizer` is from then on. */
  authorize(method: Method, exchange: Exchange): Promise<void>;
}
