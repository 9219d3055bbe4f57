import { AuthorizationType, IAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { BindAuthorization } from './authorization-binding';
import { checkedChallenge } from './checked-challenge';
import { checkedHeaderNames } from '../cdk/checked-header-names';
import { checkNames } from '../cdk/checked-names';
import { checkedObject, checkedText, shown } from '../cdk/checked-values';
import { SECURITY_SCHEMES } from '../contract/openapi';

/** Options of `NotesAuthorization.custom`. */
export interface CustomAuthorizationOptions {
  /**
   * The key of the caller's user id in the context that the authorizer returns, or `principalId`.
   *
   * After a change, callers access the notes of their new user id.
   */
  readonly userIdContextKey: string;

  /**
   * The request headers that the authorizer reads. Pages of the `corsOrigins` may then send them.
   *
   * @default - `Authorization` only
   */
  readonly requestHeaders?: string[];

  /**
   * The `WWW-Authenticate` header of the 401 responses that API Gateway returns: the scheme that the authorizer expects, such as `Bearer`
   * or `Basic realm="notes"`. Browsers show a dialog for `Basic`.
   *
   * With `mountOn` it requires `gatewayResponses: true`, and then applies to the 401 responses of all routes of that API. A 401 response of
   * a function has no such header, because API Gateway renames it. A change updates the gateway response in place.
   *
   * @default - no `WWW-Authenticate` header
   * @see https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1
   */
  readonly challenge?: string;
}

export function customAuthorization(authorizer: IAuthorizer, options: CustomAuthorizationOptions): BindAuthorization {
  checkAuthorizer(authorizer);
  checkedObject('options', options, '{"userIdContextKey": "userId"}');
  checkNames<CustomAuthorizationOptions>('', options, { challenge: true, requestHeaders: true, userIdContextKey: true });
  const userIdContextKey = checkedText(
    'userIdContextKey',
    options.userIdContextKey,
    'use the name of a key in the context that the authorizer returns',
  );
  const requestHeaders = options.requestHeaders === undefined ? [] : checkedHeaderNames(
    'requestHeaders', options.requestHeaders, 'leave it out to use Authorization only, or list at least one header name',
  );
  const challenge = options.challenge === undefined ? undefined : checkedChallenge(options.challenge);
  return () => ({
    methodOptions: { authorizer, authorizationType: AuthorizationType.CUSTOM },
    unknownRoute: 'no-such-route',
    security: SECURITY_SCHEMES.custom,
    requestHeaders,
    challenge,
    callerId: [userIdContextKey],
  });
}

function checkAuthorizer(authorizer: IAuthorizer): void {
  if (typeof authorizer?.authorizerId !== 'string') {
    throw new Error(
      `"authorizer" is ${shown(authorizer)}: use a Lambda authorizer, such as a TokenAuthorizer or a RequestAuthorizer`,
    );
  }
  if (![undefined, AuthorizationType.CUSTOM].includes(authorizer.authorizationType)) {
    throw new Error(
      `"authorizer" has the authorization type ${authorizer.authorizationType}: use a Lambda authorizer, or another factory of NotesAuthorization`,
    );
  }
}
