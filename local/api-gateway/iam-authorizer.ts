import { Authorizer } from './authorizer';
import { Exchange, RequestContext } from './exchange';
import { GatewayError, GatewayResponseType } from './gateway-error';
import { invokeDenied, requestKeys } from './invocation';
import { Method } from './routes';
import { Authenticated, Authentication } from '../iam/authentication';
import { ResourcePolicy } from '../iam/resource-policy';
import { INVOKE } from '../iam/security-token-service';
import { SignatureError, SignatureErrorType } from '../iam/signature-error';

/** The gateway response for each failure to authenticate. */
const REFUSALS: Record<SignatureErrorType, GatewayResponseType> = {
  ExpiredToken: 'EXPIRED_TOKEN',
  IncompleteSignature: 'INCOMPLETE_SIGNATURE',
  InvalidSignature: 'INVALID_SIGNATURE',
  MissingAuthenticationToken: 'MISSING_AUTHENTICATION_TOKEN',
  UnrecognizedClient: 'UNRECOGNIZED_CLIENT',
};

/** Empty segments and dot segments: a signature ignores them, but routes and policies do not. */
const UNSIGNED_SEGMENTS = /\/(\.{0,2}\/|\.{1,2}$)/;

/** AWS_IAM: the caller signs its requests, and the policies of its role or of the API must allow the invocation. */
export class IamAuthorizer implements Authorizer {
  constructor(
    private readonly authentication: Authentication,
    private readonly resourcePolicy: ResourcePolicy | undefined,
    private readonly onUndecided: (reason: string) => void,
  ) {}

  async authorize(_method: Method, exchange: Exchange): Promise<string> {
    const caller = await this.authenticate(exchange);
    Object.assign(exchange.requestContext.identity, identity(caller));
    const { arn, logicalId } = caller.session;
    const tell = (reason: string) => this.onUndecided(`the policies of ${logicalId} cannot be evaluated in full: ${reason}`);
    const refusal = caller.session.refusal(INVOKE, exchange.methodArn, requestKeys(exchange), tell, this.resourcePolicy);
    if (refusal) {
      throw invokeDenied(arn, exchange.methodArn, refusal);
    }
    const { path } = exchange.request;
    if (UNSIGNED_SEGMENTS.test(path)) {
      throw new GatewayError(
        'INVALID_SIGNATURE',
        `A signed path must not have empty or dot segments, which its signature does not cover: '${path}'.`,
      );
    }
    return `the policies allow ${arn}`;
  }

  private async authenticate({ request: { body, headers, method, path, query } }: Exchange): Promise<Authenticated> {
    try {
      return await this.authentication.authenticate({ method, path, query, body, headers: headers.joined() });
    } catch (error) {
      if (!(error instanceof SignatureError)) {
        throw error;
      }
      throw new GatewayError(REFUSALS[error.type], error.message || undefined);
    }
  }
}

function identity({ credentials, session: { account, arn, cognitoIdentity, userId } }: Authenticated): Partial<RequestContext['identity']> {
  return {
    accessKey: credentials.accessKeyId,
    accountId: account,
    caller: userId,
    user: userId,
    userArn: arn,
    ...cognitoIdentity && {
      cognitoAuthenticationType: 'authenticated',
      cognitoIdentityId: cognitoIdentity.id,
      cognitoIdentityPoolId: cognitoIdentity.poolId ?? null,
    },
  };
}
