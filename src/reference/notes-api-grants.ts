import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { ownIdentity } from './identity-pools';
import { checkedOperations, Invocable } from './invocable';
import { INotesApiRef } from './notes-api-ref';
import { mountedPath, NotesOperation, OPERATIONS } from '../contract/operations';

/** At least one character: API Gateway takes a path without an id, but with the slash before it, for the list. */
const ANY_ID = '?*';

/**
 * Permissions to call a notes API whose authorization is `NotesAuthorization.iam()`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 */
export class NotesApiGrants {
  /**
   * The permissions of a notes API.
   *
   * @param notes the API, created or imported
   */
  public static fromNotesApi(notes: INotesApiRef): NotesApiGrants {
    return ownGrants(notes) ?? new NotesApiGrants(notes);
  }

  /**
   * The permissions of a notes API that this app creates, which knows what it offers.
   *
   * @internal
   */
  public static _ofCreated(notes: INotesApiRef, invocable: Invocable): NotesApiGrants {
    return new NotesApiGrants(notes, invocable);
  }

  private constructor(private readonly notes: INotesApiRef, private readonly invocable?: Invocable) {}

  /**
   * Allows a caller the operations on the notes of every user.
   *
   * Adds one `execute-api:Invoke` statement to the caller's policy, or to that of its role. `LIST` on every user lets in `GET`
   * too, since the `*` of a policy spans slashes: a list has every note in it anyway.
   *
   * @param grantee who may call
   * @param operations what they may call. All that the API offers when none is named
   * @throws an error when requests are not signed, or an operation is not offered
   */
  public invoke(grantee: IGrantable, ...operations: NotesOperation[]): Grant {
    return this.grant(grantee, '*', operations);
  }

  /**
   * Allows signed-in users of a Cognito identity pool the operations on their own notes only.
   *
   * The path's user id must then be the user's identity id (`cognito-identity.amazonaws.com:sub`), as IAM fills it in.
   * IAM sees the path as it is sent: the colon of the identity id must not be percent-encoded.
   *
   * In AWS GovCloud (US) and in China the name of that key depends on the region: give the API's stack an `env` with it there.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
   * @param identityPoolRole the identity pool's role for signed-in users
   * @param operations what they may call. All that the API offers when none is named
   * @throws an error when requests are not signed, or an operation is not offered
   */
  public invokeOwn(identityPoolRole: IGrantable, ...operations: NotesOperation[]): Grant {
    return this.grant(identityPoolRole, ownIdentity(this.notes.env.region), operations);
  }

  private grant(grantee: IGrantable, userId: string, operations: NotesOperation[]): Grant {
    const routes = this.checked(operations).flatMap((operation) => OPERATIONS[operation].routes);
    return Grant.addToPrincipal({
      grantee,
      actions: ['execute-api:Invoke'],
      resourceArns: routes.map(({ method, path }) => this.routeArn(method, path.replace('{userId}', userId).replace('{id}', ANY_ID))),
    });
  }

  /** All that the API offers when none are named. */
  private checked(asked: NotesOperation[]): NotesOperation[] {
    // Only its own app knows what an imported API offers.
    const { isSigned, operations: offered } = this.invocable ?? { isSigned: true, operations: checkedOperations() };
    if (!isSigned) {
      throw new Error(`"grants" requires signed requests, which ${this.notes.node.path} does not use: `
        + 'set its "authorization" to NotesAuthorization.iam(), or leave the grant out');
    }
    const named = asked.length > 0 ? checkedOperations(asked) : offered;
    const missing = named.find((operation) => !offered.includes(operation));
    if (missing) {
      throw new Error(
        `"operations" has "${missing}", which ${this.notes.node.path} does not offer: add it to the "operations" of that API, or leave it out of the grant`,
      );
    }
    return named;
  }

  private routeArn(method: string, path: string): string {
    return Stack.of(this.notes).formatArn({
      ...this.notes.env,
      service: 'execute-api',
      resource: this.notes.restApiId,
      resourceName: `${this.notes.stageName}/${method}${mountedPath(this.notes.mountPath, path)}`,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
  }
}

/** The grants that a notes API was created with. By their shape: an app can hold two copies of this package. */
function ownGrants(notes: INotesApiRef): NotesApiGrants | undefined {
  const { grants } = notes as { readonly grants?: NotesApiGrants };
  return typeof grants?.invokeOwn === 'function' ? grants : undefined;
}
