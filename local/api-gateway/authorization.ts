import { Authorizer, AuthorizerProperties } from './authorizer';
import { Exchange } from './exchange';
import { ApiFault, GatewayError, GatewayResponseType } from './gateway-responses';
import { LambdaAuthorizer } from './lambda-authorizer';
import { Method } from './routes';
import { UserPoolsAuthorizer } from './user-pools-authorizer';
import { Stack } from '../cloudformation/stack';
import { UserPools } from '../cognito/user-pools';
import { LambdaService } from '../lambda/lambda-service';

export interface AuthorizationOptions {
  readonly lambda: LambdaService;
  readonly userPools: UserPools;
}

/** How an authorizer of each Type is made. */
const kinds: Record<string, (properties: AuthorizerProperties, options: AuthorizationOptions) => Authorizer> = {
  TOKEN: (properties, { lambda }) => new LambdaAuthorizer(properties, lambda),
  REQUEST: (properties, { lambda }) => new LambdaAuthorizer(properties, lambda),
  COGNITO_USER_POOLS: (properties, { userPools }) => new UserPoolsAuthorizer(properties, userPools),
};

const open: Authorizer = { authorize: async () => undefined };

/** Not verified here, so refused: with `unauthenticated` as long as the caller shows no credentials at all. */
function refuse(unauthenticated: GatewayResponseType): Authorizer {
  return {
    authorize: async (_method, { request }) => {
      throw new GatewayError(request.headers.get('Authorization') ? 'ACCESS_DENIED' : unauthenticated);
    },
  };
}

/** The AuthorizationTypes that need no authorizer of the API; an unknown one lets nobody in. */
const builtIn: Record<string, Authorizer> = {
  NONE: open,
  AWS_IAM: refuse('MISSING_AUTHENTICATION_TOKEN'),
};

const WITH_AUTHORIZER = ['COGNITO_USER_POOLS', 'CUSTOM'];

/** Who may use an API's methods. */
export class Authorization {
  private readonly authorizers: Map<string, Authorizer>;

  constructor(stack: Stack, apiId: string, options: AuthorizationOptions) {
    this.authorizers = new Map(stack.resources<AuthorizerProperties>('AWS::ApiGateway::Authorizer')
      .filter(({ properties }) => properties.RestApiId === apiId)
      .map(({ logicalId, physicalId, properties }) => [physicalId, authorizer(logicalId, properties, options)]));
  }

  /** Throws unless the request may use the method. */
  async authorize(method: Method, exchange: Exchange): Promise<void> {
    await this.authorizerOf(method).authorize(method, exchange);
  }

  /** Whether a method lets nobody in here because what it asks for is not verified. */
  refusesEverybody({ AuthorizationType = 'NONE' }: Method): boolean {
    return !['NONE', ...WITH_AUTHORIZER].includes(AuthorizationType);
  }

  private authorizerOf({ AuthorizationType = 'NONE', AuthorizerId = '' }: Method): Authorizer {
    const known = WITH_AUTHORIZER.includes(AuthorizationType) ? this.authorizers.get(AuthorizerId) : builtIn[AuthorizationType];
    return known ?? refuse('UNAUTHORIZED');
  }
}

/** An authorizer that cannot work here lets nobody in and says why, but does not keep the rest of the API from being served. */
function authorizer(logicalId: string, properties: AuthorizerProperties, options: AuthorizationOptions): Authorizer {
  try {
    if (!kinds[properties.Type]) throw new Error(`an authorizer of type ${properties.Type} is not served`);
    return kinds[properties.Type](properties, options);
  } catch (error) {
    const reason = `${logicalId}: ${(error as Error).message}`;
    return { authorize: async () => { throw new ApiFault('AUTHORIZER_CONFIGURATION_ERROR', reason); } };
  }
}
