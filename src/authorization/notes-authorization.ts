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
 * Changing it updates the API's methods in place; the table and its notes are not touched.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html
 */
export class NotesAuthorization {
  /**
   * Callers sign their requests with AWS credentials (Signature Version 4).
   *
   * Nobody is allowed in until they are granted it: `notes.grants.invoke(…)` for any caller of the account,
   * `notes.grants.invokeOwn(…)` for signed-in users of a Cognito identity pool. A request without a signature is answered 403.
   */
  public static iam(): NotesAuthorization {
    return new NotesAuthorization(iamAuthorization());
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
    return new NotesAuthorization(cognitoAuthorization(userPools, options));
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
    return new NotesAuthorization(customAuthorization(authorizer, options));
  }

  /**
   * Anybody on the internet may read and write the notes of every user: the tutorial's open API.
   *
   * Adds the synthesis warning `cdk-notes-api:open-api`. When that is what you want, acknowledge it with
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
