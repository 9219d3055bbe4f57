import { Annotations } from 'aws-cdk-lib';
import { AuthorizationType, MethodOptions } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import { IAM_SECURITY, SecuritySchemes } from './contract/openapi';
import { ProblemCode } from './contract/problems';

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

/** What an authorization means for an API. */
export interface AuthorizationBinding {
  readonly methodOptions: MethodOptions;
  /** What a request to an unknown route is told. */
  readonly unknownRoute: ProblemCode;
  /** How the OpenAPI document names it. */
  readonly security: SecuritySchemes;
}

class IamAuthorization extends NotesAuthorization {
  /** @internal */
  public _bind(): AuthorizationBinding {
    return { methodOptions: { authorizationType: AuthorizationType.IAM }, unknownRoute: 'missing-authentication-token', security: IAM_SECURITY };
  }
}

class NoAuthorization extends NotesAuthorization {
  /** @internal */
  public _bind(scope: Construct): AuthorizationBinding {
    Annotations.of(scope).addWarningV2(
      'cdk-notes-api:open-api',
      'The notes API is open: anybody on the internet can read and write every user\'s notes. Leave "authorization" out for IAM.',
    );
    return { methodOptions: { authorizationType: AuthorizationType.NONE }, unknownRoute: 'no-such-route', security: {} };
  }
}
