import { Exchange } from './exchange';
import { Method } from './routes';

/** The properties of an AWS::ApiGateway::Authorizer. */
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
  /** Throws unless the request may call the method; sets `requestContext.authorizer`. Resolves to the reason, for the developer. */
  authorize(method: Method, exchange: Exchange): Promise<string>;
}
