import { AnonymousAccess, apiPolicy, ApiPolicyDocument } from './api-policy';
import { apiResources } from './api-resources';
import { Authorizer, AuthorizerProperties } from './authorizer';
import { Exchange } from './exchange';
import { ApiFault, GatewayError } from './gateway-error';
import { IamAuthorizer } from './iam-authorizer';
import { LambdaAuthorizer, LambdaAuthorizerOptions } from './lambda-authorizer';
import { checkMethodArn } from './request-limits';
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
  /** Receives the reason for a 5xx response, which the client must not see. */
  readonly onFault: (reason: string) => void;
  /** Receives the parts of policies that cannot be evaluated. */
  readonly onUndecided: (reason: string) => void;
}

/** The API whose methods are called. */
interface Api {
  readonly apiId: string;
  readonly policy?: ApiPolicyDocument;
}

interface NamedAuthorizer {
  /** The logical id, or the AuthorizationType. */
  readonly name: string;
  readonly authorizer: Authorizer;
}

type AuthorizerOptions = AuthorizationOptions & LambdaAuthorizerOptions;

/** Creates an authorizer, by its Type. */
const KINDS: Record<string, (properties: AuthorizerProperties, options: AuthorizerOptions) => Authorizer> = {
  TOKEN: (properties, options) => new LambdaAuthorizer(properties, options),
  REQUEST: (properties, options) => new LambdaAuthorizer(properties, options),
  COGNITO_USER_POOLS: (properties, { access, userPools }) => both(new UserPoolsAuthorizer(properties, userPools), access),
};

const OPEN: Authorizer = { authorize: async () => 'anybody may call the method' };

/** Refuses everybody: for an unknown AuthorizationType, or one whose authorizer is missing. */
const CLOSED: Authorizer = {
  authorize: async (_method, { request }) => {
    throw new GatewayError(request.headers.get('Authorization') ? 'ACCESS_DENIED' : 'UNAUTHORIZED');
  },
};

const WITH_AUTHORIZER = ['COGNITO_USER_POOLS', 'CUSTOM'];

/** Decides who may call an API's methods. */
export class Authorization {
  /** By AuthorizationType, for the types that need no AWS::ApiGateway::Authorizer. */
  private readonly builtIn: Map<string, Authorizer>;
  private readonly authorizers: Map<string, NamedAuthorizer>;
  private readonly hasPolicy: boolean;

  constructor(stack: Stack, { apiId, policy: document }: Api, options: AuthorizationOptions) {
    const apiArn = `arn:aws:execute-api:${stack.region}:${stack.account}:${apiId}`;
    const policy = document && apiPolicy(document, apiArn);
    this.hasPolicy = policy !== undefined;
    const access = policy && new AnonymousAccess(policy, options.onUndecided);
    const authentication = new Authentication(options.accessKeys, { region: stack.region, service: 'execute-api' });
    this.builtIn = new Map([
      ['NONE', access ?? OPEN],
      ['AWS_IAM', new IamAuthorizer(authentication, policy, options.onUndecided)],
    ]);
    this.authorizers = new Map(
      apiResources<AuthorizerProperties>(stack, apiId, 'AWS::ApiGateway::Authorizer').map(({ logicalId, physicalId, properties }) => [
        physicalId,
        { name: logicalId, authorizer: authorizer(logicalId, properties, { ...options, access, arn: `${apiArn}/authorizers/${physicalId}` }) },
      ]),
    );
  }

  /** Throws unless the request may call the method. */
  async authorize(method: Method, exchange: Exchange): Promise<void> {
    if (this.hasPolicy || (method.AuthorizationType ?? 'NONE') !== 'NONE') {
      checkMethodArn(exchange.methodArn);
    }
    const { authorizer: decider, name: by } = this.authorizerOf(method);
    try {
      exchange.trace.decide({ by, allowed: true, reason: await decider.authorize(method, exchange) });
    } catch (error) {
      exchange.trace.decide({ by, allowed: false, reason: error instanceof GatewayError ? error.reason : (error as Error).message });
      throw error;
    }
  }

  private authorizerOf({ AuthorizationType = 'NONE', AuthorizerId = '' }: Method): NamedAuthorizer {
    const known = WITH_AUTHORIZER.includes(AuthorizationType) ? this.authorizers.get(AuthorizerId) : undefined;
    return known ?? { name: AuthorizationType, authorizer: this.builtIn.get(AuthorizationType) ?? CLOSED };
  }
}

/** An authorizer that cannot be emulated refuses everybody and logs the reason; the rest of the API is served. */
function authorizer(logicalId: string, properties: AuthorizerProperties, options: AuthorizerOptions): Authorizer {
  try {
    if (!KINDS[properties.Type]) {
      throw new Error(`authorizers of type ${properties.Type} are not supported`);
    }
    return KINDS[properties.Type](properties, options);
  } catch (error) {
    const reason = `${logicalId}: ${(error as Error).message}`;
    options.onFault(reason);
    return { authorize: async () => { throw new ApiFault('AUTHORIZER_CONFIGURATION_ERROR', reason); } };
  }
}

/** The API's resource policy, if it has one, must allow the request, too. */
function both(first: Authorizer, second: Authorizer = OPEN): Authorizer {
  return {
    authorize: async (method, exchange) => {
      const reason = await first.authorize(method, exchange);
      await second.authorize(method, exchange);
      return reason;
    },
  };
}
