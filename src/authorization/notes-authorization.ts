import { IAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { AuthorizationBinding, BindAuthorization } from './authorization-binding';
import { cognitoAuthorization, CognitoAuthorizationOptions } from './cognito-authorization';
import { customAuthorization, CustomAuthorizationOptions } from './custom-authorization';
import { iamAuthorization } from './iam-authorization';
import { noAuthorization } from './no-authorization';

/**
 * Who may call the notes API.
 *
 * A change updates the methods of the API in place. The table and its notes do not change.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html
 */
export class NotesAuthorization {
  /**
   * Callers sign their requests with AWS credentials (Signature Version 4).
   *
   * Nobody has access until it is granted: with `notes.grants.invoke(…)` to any caller of the account, or with `notes.grants.invokeOwn(…)`
   * to signed-in users of a Cognito identity pool. A request without a signature gets 403.
   */
  public static iam(): NotesAuthorization {
    return new NotesAuthorization(iamAuthorization());
  }

  /**
   * Callers are users of Cognito user pools. Each may access only their own notes.
   *
   * The user id in the path must be the caller's, or `me`. Any other user id gets 403, whether or not such a user exists. A request without
   * a valid token gets 401, with `WWW-Authenticate: Bearer`.
   *
   * @param userPools the user pools, at least one
   * @param options the accepted tokens and the claim with the user id
   * @throws an error that names the argument, its value and the remedy when an argument is invalid
   */
  public static cognito(userPools: IUserPool[], options: CognitoAuthorizationOptions = {}): NotesAuthorization {
    return new NotesAuthorization(cognitoAuthorization(userPools, options));
  }

  /**
   * A Lambda authorizer of your own decides who may call, and identifies the caller. Each caller may access only their own notes.
   *
   * The user id in the path must be the caller's, or `me`. Any other user id gets 403, whether or not such a user exists. A caller without
   * a user id in the authorizer's context gets 401.
   *
   * The authorizer is your own construct. A change of it deploys the API again.
   *
   * @param authorizer the authorizer, for example a `TokenAuthorizer` or a `RequestAuthorizer`
   * @param options the context key with the user id, and the headers that the authorizer reads
   * @throws an error that names the argument, its value and the remedy when an argument is invalid
   */
  public static custom(authorizer: IAuthorizer, options: CustomAuthorizationOptions): NotesAuthorization {
    return new NotesAuthorization(customAuthorization(authorizer, options));
  }

  /**
   * Anybody on the internet may read and write the notes of every user: the tutorial's open API.
   *
   * Adds the synthesis warning `cdk-notes-api:open-api`. If an open API is what you want, acknowledge it with
   * `Annotations.of(notes).acknowledgeWarning('cdk-notes-api:open-api')`.
   */
  public static none(): NotesAuthorization {
    return new NotesAuthorization(noAuthorization());
  }

  private constructor(private readonly bind: BindAuthorization) {}

  /** @internal */
  public _bind(scope: Construct): AuthorizationBinding {
    return this.bind(scope);
  }
}
