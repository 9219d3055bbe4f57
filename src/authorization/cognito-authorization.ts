import { Annotations } from 'aws-cdk-lib';
import { AuthorizationType, CognitoUserPoolsAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { BindAuthorization } from './authorization-binding';
import { isChangeable } from './changeable-claims';
import { checkNames } from '../cdk/checked-names';
import { checkedList, checkedObject, checkedText, shown } from '../cdk/checked-values';
import { SECURITY_SCHEMES } from '../contract/openapi';

/** Options of `NotesAuthorization.cognito`. */
export interface CognitoAuthorizationOptions {
  /**
   * The OAuth scopes. The access token of a caller must have at least one of them.
   *
   * A change updates the methods of the API in place.
   *
   * @default - none: callers send their ID token
   */
  readonly scopes?: string[];

  /**
   * The claim of the token that holds the caller's user id.
   *
   * Choose a claim that its user cannot change and that this type of token has: an access token has no `email`. Users may change their
   * standard attributes, such as `email`, and custom attributes, unless the user pool makes them immutable. Such a claim adds the synthesis
   * warning `cdk-notes-api:changeable-user-id`. Acknowledge it if no app client of the pool may write the attribute.
   *
   * Across several user pools, only `sub` is unique, so any other claim is refused. After a change, callers access the notes of their new
   * user id.
   *
   * @default 'sub'
   */
  readonly userIdClaim?: string;
}

/** The claim that is unique across all user pools. */
const UNIQUE_CLAIM = 'sub';

export function cognitoAuthorization(
  userPools: IUserPool[],
  options: CognitoAuthorizationOptions,
): BindAuthorization {
  checkedList('userPools', userPools, 'list at least one user pool, such as [pool]');
  checkNames<CognitoAuthorizationOptions>('', checkedObject('options', options, '{"scopes": ["notes/all"]}'), { scopes: true, userIdClaim: true });
  const { scopes, userIdClaim = UNIQUE_CLAIM } = options;
  const authorizationScopes = scopes === undefined ? undefined : checkedScopes(scopes);
  checkClaim(userIdClaim, userPools);
  checkUserPools(userPools);
  return (scope) => {
    if (isChangeable(userIdClaim, userPools[0])) {
      Annotations.of(scope).addWarningV2(
        'cdk-notes-api:changeable-user-id',
        `"userIdClaim" is ${shown(userIdClaim)}, and a user who can change that claim can read the notes of others: leave it out to use "${UNIQUE_CLAIM}", `
        + 'make that attribute immutable, or acknowledge this warning if no app client may write it',
      );
    }
    const authorizer = new CognitoUserPoolsAuthorizer(scope, 'Authorizer', { cognitoUserPools: userPools });
    return {
      methodOptions: { authorizer, authorizationType: AuthorizationType.COGNITO, authorizationScopes },
      unknownRoute: 'no-such-route',
      security: SECURITY_SCHEMES.cognito,
      requestHeaders: [],
      challenge: 'Bearer',
      callerId: ['claims', userIdClaim],
    };
  };
}

function checkUserPools(userPools: IUserPool[]): void {
  const others = userPools.filter((pool) => typeof pool?.userPoolArn !== 'string');
  if (others.length > 0) {
    throw new Error(
      `"userPools" has ${shown(others[0])}, which is not a user pool: use user pools, such as a UserPool or the result of UserPool.fromUserPoolId(…)`,
    );
  }
}

function checkClaim(claim: string, userPools: IUserPool[]): void {
  checkedText('userIdClaim', claim, `leave it out to use "${UNIQUE_CLAIM}", or give the name of a claim`);
  if (userPools.length > 1 && claim !== UNIQUE_CLAIM) {
    throw new Error(`"userIdClaim" is ${shown(claim)}, which is not unique across user pools: `
      + `leave it out to use "${UNIQUE_CLAIM}", or give only one user pool`);
  }
}

function checkedScopes(scopes: string[]): string[] {
  const remedy = 'leave it out to accept ID tokens, or list at least one scope';
  checkedList('scopes', scopes, remedy).forEach((scope) => checkedText('scopes', scope, remedy));
  return scopes;
}
