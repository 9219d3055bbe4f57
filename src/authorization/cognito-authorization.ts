import { AuthorizationType, CognitoUserPoolsAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { BindAuthorization } from './authorization-binding';
import { checkedList, checkedText, shown } from '../cdk/checked-values';
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
   * Choose a claim that its user cannot change and that this type of token has: an access token has no `email`. Across several user pools,
   * only `sub` is unique, so any other claim is refused. After a change, callers reach the notes of their new user id instead.
   *
   * @default 'sub'
   */
  readonly userIdClaim?: string;
}

/** The claim that is unique across all user pools. */
const UNIQUE_CLAIM = 'sub';

export function cognitoAuthorization(
  userPools: IUserPool[],
  { scopes, userIdClaim = UNIQUE_CLAIM }: CognitoAuthorizationOptions,
): BindAuthorization {
  checkedList('userPools', userPools, 'give at least one user pool');
  const authorizationScopes = scopes === undefined ? undefined : checkedScopes(scopes);
  checkClaim(userIdClaim, userPools);
  checkUserPools(userPools);
  return (scope) => {
    const authorizer = new CognitoUserPoolsAuthorizer(scope, 'Authorizer', { cognitoUserPools: userPools });
    return {
      methodOptions: { authorizer, authorizationType: AuthorizationType.COGNITO, authorizationScopes },
      unknownRoute: 'no-such-route',
      security: SECURITY_SCHEMES.cognito,
      requestHeaders: [],
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
