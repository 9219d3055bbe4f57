import { Token } from 'aws-cdk-lib';
import { AuthorizationType, IAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { BindAuthorization } from './authorization-binding';
import { checkNames } from '../cdk/checked-names';
import { checkedList, checkedObject, checkedText, matches, shown } from '../cdk/checked-values';
import { SECURITY_SCHEMES } from '../contract/openapi';

/** Options of `NotesAuthorization.custom`. */
export interface CustomAuthorizationOptions {
  /**
   * The key of the caller's user id in the context that the authorizer returns, or `principalId`.
   *
   * After a change, callers reach the notes of their new user id instead.
   */
  readonly userIdContextKey: string;

  /**
   * The request headers that the authorizer reads. Pages of the `corsOrigins` may then send them.
   *
   * @default - `Authorization` only
   */
  readonly requestHeaders?: string[];
}

export function customAuthorization(authorizer: IAuthorizer, options: CustomAuthorizationOptions): BindAuthorization {
  checkAuthorizer(authorizer);
  checkedObject('options', options, '{"userIdContextKey": "userId"}');
  checkNames<CustomAuthorizationOptions>('', options, { requestHeaders: true, userIdContextKey: true });
  const userIdContextKey = checkedText(
    'userIdContextKey',
    options.userIdContextKey,
    'use the name of a key in the context that the authorizer returns',
  );
  const requestHeaders = options.requestHeaders === undefined ? [] : checkedHeaderNames('requestHeaders', options.requestHeaders);
  return () => ({
    methodOptions: { authorizer, authorizationType: AuthorizationType.CUSTOM },
    unknownRoute: 'no-such-route',
    security: SECURITY_SCHEMES.custom,
    requestHeaders,
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
      `"authorizer" has the authorization type ${authorizer.authorizationType}: use a Lambda authorizer, or another method of NotesAuthorization`,
    );
  }
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
function checkedHeaderNames(name: string, headers: string[]): string[] {
  const remedy = 'leave it out to use Authorization only, or list at least one header name';
  const wrong = checkedList(name, headers, remedy).find((header) => !Token.isUnresolved(header) && !matches(header, /^[\w!#$%&*+.^|~-]+$/));
  if (wrong !== undefined) {
    throw new Error(`"${name}" has ${shown(wrong)}, which is not a valid header name: ${remedy}`);
  }
  return headers;
}
