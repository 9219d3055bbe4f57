import { AnonymousAccess, apiPolicy, ApiPolicyDocument } from './api-policy';
import { apiResources } from './api-resources';
import { Authorizer, AuthorizerProperties } from './authorizer';
import { Exchange } from './exchange';
import { ApiFault, GatewayError } from './gateway-responses';
import { IamAuthorizer } from './iam-authorizer';
import { LambdaAuthorizer, LambdaAuthorizerOptions } from './lambda-authorizer';
import { Method } from './routes';
import { UserPoolsAuthorizer } from './user-pools-authorizer';
import { Stack } from '../cloudformation/stack';
import { UserPools } from '../cognito/user-pools';
import { AccessKeys } from '../iam/access-keys';
import { Authentication } from '../iam/authentication';
import { LambdaService } from '../lambda/lambda-service';

export interface AuthorizationOptions {
  readonly lambda: LambdaService;
  readonly userPools: UserPools;
  readonly accessKeys: AccessKeys;
  /** Told why an answer is a 5xx: the client must not know. */
  readonly onFault: (reason: string) => void;
  /** Told what in policies cannot be evaluated. */
  readonly onUndecided: (reason: string) => void;
}

/** The API whose methods are called. */
interface Api {
  readonly apiId: string;
  readonly policy?: ApiPolicyDocument;
}

type AuthorizerOptions = AuthorizationOptions & LambdaAuthorizerOptions;

/** How an authorizer of each Type is made. */
const KINDS: Record<string, (properties: AuthorizerProperties, options: AuthorizerOptions) => Authorizer> = {
  TOKEN: (properties, options) => new LambdaAuthorizer(properties, options),
  REQUEST: (properties, options) => new LambdaAuthorizer(properties, options),
  COGNITO_USER_POOLS: (properties, { access, userPools }) => both(new UserPoolsAuthorizer(properties, userPools), access),
};

const OPEN: Authorizer = { authorize: async () => undefined };

/** Of an AuthorizationType that is not known, or without its authorizer: nobody gets in. */
const CLOSED: Authorizer = {
  authorize: async (_method, { request }) => {
    throw new GatewayError(request.headers.get('Authorization') ? 'ACCESS_DENIED' : 'UNAUTHORIZED');
  },
};

const WITH_AUTHORIZER = ['COGNITO_USER_POOLS', 'CUSTOM'];

/** Who may use an API's methods. */
export class Authorization {
  /** Of the AuthorizationTypes that need no authorizer of the API. */
  private readonly builtIn: Map<string, Authorizer>;
  private readonly authorizers: Map<string, Authorizer>;

  constructor(stack: Stack, { apiId, policy: document }: Api, options: AuthorizationOptions) {
    const apiArn = `arn:aws:execute-api:${stack.region}:${stack.account}:${apiId}`;
    const policy = document && apiPolicy(document, apiArn);
    const access = policy && new AnonymousAccess(policy, options.onUndecided);
    const authentication = new Authentication(options.accessKeys, { region: stack.region, service: 'execute-api' });
    this.builtIn = new Map([
      ['NONE', access ?? OPEN],
      ['AWS_IAM', new IamAuthorizer(authentication, policy, options.onUndecided)],
    ]);
    this.authorizers = new Map(
      apiResources<AuthorizerProperties>(stack, apiId, 'AWS::ApiGateway::Authorizer').map(({ logicalId, physicalId, properties }) => [
        physicalId,
        authorizer(logicalId, properties, { ...options, access, arn: `${apiArn}/authorizers/${physicalId}` }),
      ]),
    );
  }

  /** Throws unless the request may use the method. */
  async authorize(method: Method, exchange: Exchange): Promise<void> {
    await this.authorizerOf(method).authorize(method, exchange);
  }

  private authorizerOf({ AuthorizationType = 'NONE', AuthorizerId = '' }: Method): Authorizer {
    const known = WITH_AUTHORIZER.includes(AuthorizationType) ? this.authorizers.get(AuthorizerId) : this.builtIn.get(AuthorizationType);
    return known ?? CLOSED;
  }
}

/** An authorizer that cannot work here lets nobody in and says why, but does not keep the rest of the API from being served. */
function authorizer(logicalId: string, properties: AuthorizerProperties, options: AuthorizerOptions): Authorizer {
  try {
    if (!KINDS[properties.Type]) {
      throw new Error(`an authorizer of type ${properties.Type} is not served`);
    }
    return KINDS[properties.Type](properties, options);
  } catch (error) {
    const reason = `${logicalId}: ${(error as Error).message}`;
    options.onFault(reason);
    return { authorize: async () => { throw new ApiFault('AUTHORIZER_CONFIGURATION_ERROR', reason); } };
  }
}

/** The caller must get past the API's own policy, too, if it has one. */
function both(first: Authorizer, second: Authorizer = OPEN): Authorizer {
  return {
    authorize: async (method, exchange) => {
      await first.authorize(method, exchange);
      await second.authorize(method, exchange);
    },
  };
}
