import { Annotations } from 'aws-cdk-lib';
import { AuthorizationType, CognitoUserPoolsAuthorizer, IAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { AuthorizationBinding } from './authorization-binding';
import { checkedHeaderNames, checkedList, checkedText, shown } from '../cdk/checked-values';
import { SECURITY_SCHEMES } from '../contract/openapi';

/** How Cognito users prove who they are. */
export interface CognitoAuthorizationOptions {
  /**
   * The OAuth scopes, of which a caller's access token must have at least one.
   *
   * @default - none: callers send their ID token
   */
  readonly scopes?: string[];

  /**
   * The claim of the token that holds the caller's user id.
   *
   * Choose one that its user cannot change, and that the kind of token has: an access token has no `email`. Of several user pools only
   * `sub` tells all users apart. A change makes other notes a caller's own.
   *
   * @default 'sub'
   */
  readonly userIdClaim?: string;
}

/** How a Lambda authorizer tells who the caller is. */
export interface CustomAuthorizationOptions {
  /**
   * The key that holds the caller's user id in the context that the authorizer returns, or `principalId`.
   *
   * A change makes other notes a caller's own.
   */
  readonly userIdContextKey: string;

  /**
   * The headers that callers send for the authorizer to look at. Pages of the `corsOrigins` may then send them.
   *
   * @default - `Authorization` alone
   */
  readonly requestHeaders?: string[];
}

/**
 * Who may call the notes API.
 *
 * Changing it updates the API's methods in place; the table and its notes are not touched.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html
 */
export abstract class NotesAuthorization {
  /**
   * Callers sign their requests with AWS credentials (Signature Version 4).
   *
   * Nobody is allowed in until they are granted it: `notes.grants.invoke(…)` for any caller of the account,
   * `notes.grants.invokeOwn(…)` for signed-in users of a Cognito identity pool. A request without a signature is answered 403.
   */
  public static iam(): NotesAuthorization {
    return new IamAuthorization();
  }

  /**
   * Callers are users of Cognito user pools, each for the own notes alone.
   *
   * The user id in the path must be the caller's, or `me`. Another user's is answered 403, whether or not there is such a user.
   * Without a valid token API Gateway answers 401.
   *
   * @param userPools the pools of the users, at least one
   * @param options which tokens count, and what in them is the user id
   * @throws an error that names the argument, its value and the remedy when it cannot be had
   */
  public static cognito(userPools: IUserPool[], options: CognitoAuthorizationOptions = {}): NotesAuthorization {
    return new CognitoAuthorization(userPools, options);
  }

  /**
   * A Lambda authorizer of your own decides, and tells who the caller is: each may call for the own notes alone.
   *
   * The user id in the path must be the caller's, or `me`. Another user's is answered 403, whether or not there is such a user,
   * and a caller of whom the authorizer does not tell the user id is answered 401.
   *
   * The authorizer is a construct of yours: a change of it reaches the stage when your app has the CDK's feature flag
   * `@aws-cdk/aws-apigateway:authorizerChangeDeploymentLogicalId`, which new apps have.
   *
   * @param authorizer the authorizer, for instance a `TokenAuthorizer` or a `RequestAuthorizer`
   * @param options where it tells who the caller is
   * @throws an error that names the argument, its value and the remedy when it cannot be had
   */
  public static custom(authorizer: IAuthorizer, options: CustomAuthorizationOptions): NotesAuthorization {
    return new CustomAuthorization(authorizer, options);
  }

  /**
   * Anybody on the internet may read and write the notes of every user: the tutorial's open API.
   *
   * Adds the synthesis warning `cdk-notes-api:open-api`. When that is what you want, acknowledge it with
   * `Annotations.of(notes).acknowledgeWarning('cdk-notes-api:open-api')`.
   */
  public static none(): NotesAuthorization {
    return new NoAuthorization();
  }

  /** @internal */
  public abstract _bind(scope: Construct): AuthorizationBinding;
}

class IamAuthorization extends NotesAuthorization {
  /** @internal */
  public _bind(): AuthorizationBinding {
    return {
      methodOptions: { authorizationType: AuthorizationType.IAM },
      unknownRoute: 'missing-authentication-token',
      security: SECURITY_SCHEMES.iam,
      requestHeaders: ['X-Amz-Content-Sha256', 'X-Amz-Date', 'X-Amz-Security-Token', 'X-Amz-User-Agent'],
      isSigned: true,
    };
  }
}

/** The claim that no two users have, of whatever user pools. */
const UNIQUE_CLAIM = 'sub';

class CognitoAuthorization extends NotesAuthorization {
  private readonly scopes?: string[];
  private readonly userIdClaim: string;

  constructor(private readonly userPools: IUserPool[], { scopes, userIdClaim = UNIQUE_CLAIM }: CognitoAuthorizationOptions) {
    super();
    checkedList('userPools', userPools, 'give at least one user pool');
    this.scopes = scopes === undefined ? undefined : checkedScopes(scopes);
    this.userIdClaim = checkedText('userIdClaim', userIdClaim, `leave it out for "${UNIQUE_CLAIM}", or name a claim`);
    if (userPools.length > 1 && userIdClaim !== UNIQUE_CLAIM) {
      throw new Error(`"userIdClaim" is ${shown(userIdClaim)}, which two users of different pools can both have: `
        + `leave it out for "${UNIQUE_CLAIM}", or give one user pool`);
    }
    const others = userPools.filter((pool) => typeof pool?.userPoolArn !== 'string');
    if (others.length > 0) {
      throw new Error(
        `"userPools" has ${shown(others[0])}, which is no user pool: use one, such as a UserPool or what UserPool.fromUserPoolId(…) returns`,
      );
    }
  }

  /** @internal */
  public _bind(scope: Construct): AuthorizationBinding {
    const authorizer = new CognitoUserPoolsAuthorizer(scope, 'Authorizer', { cognitoUserPools: this.userPools });
    return {
      methodOptions: { authorizer, authorizationType: AuthorizationType.COGNITO, authorizationScopes: this.scopes },
      unknownRoute: 'no-such-route',
      security: SECURITY_SCHEMES.cognito,
      requestHeaders: [],
      callerId: ['claims', this.userIdClaim],
    };
  }
}

function checkedScopes(scopes: string[]): string[] {
  const remedy = 'leave it out for ID tokens, or name at least one scope';
  checkedList('scopes', scopes, remedy).forEach((scope) => checkedText('scopes', scope, remedy));
  return scopes;
}

class CustomAuthorization extends NotesAuthorization {
  private readonly userIdContextKey: string;
  private readonly requestHeaders: string[];

  constructor(private readonly authorizer: IAuthorizer, { userIdContextKey, requestHeaders }: CustomAuthorizationOptions) {
    super();
    if (typeof authorizer?.authorizerId !== 'string') {
      throw new Error(`"authorizer" is ${shown(authorizer)}: give a Lambda authorizer such as a TokenAuthorizer or a RequestAuthorizer`);
    }
    if (![undefined, AuthorizationType.CUSTOM].includes(authorizer.authorizationType)) {
      throw new Error(
        `"authorizer" is for ${authorizer.authorizationType}: give a Lambda authorizer, or use another method of NotesAuthorization`,
      );
    }
    this.userIdContextKey = checkedText('userIdContextKey', userIdContextKey, 'name a key of the context that the authorizer returns');
    this.requestHeaders = requestHeaders === undefined ? [] : checkedHeaderNames('requestHeaders', requestHeaders);
  }

  /** @internal */
  public _bind(): AuthorizationBinding {
    return {
      methodOptions: { authorizer: this.authorizer, authorizationType: AuthorizationType.CUSTOM },
      unknownRoute: 'no-such-route',
      security: SECURITY_SCHEMES.custom,
      requestHeaders: this.requestHeaders,
      callerId: [this.userIdContextKey],
    };
  }
}

class NoAuthorization extends NotesAuthorization {
  /** @internal */
  public _bind(scope: Construct): AuthorizationBinding {
    Annotations.of(scope).addWarningV2(
      'cdk-notes-api:open-api',
      'The notes API is open: anybody on the internet can read and write every user\'s notes. Leave "authorization" out for IAM.',
    );
    return {
      methodOptions: { authorizationType: AuthorizationType.NONE },
      unknownRoute: 'no-such-route',
      security: {},
      requestHeaders: [],
    };
  }
}
