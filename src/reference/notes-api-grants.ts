import { ArnFormat, Lazy, Stack } from 'aws-cdk-lib';
import { Effect, Grant, IGrantable, IPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ownIdentity } from './identity-pools';
import { checkedOperations, Invocable } from './invocable';
import { checkRef, INotesApiRef } from './notes-api-ref';
import { mountedPath, NotesOperation, routesOf } from '../contract/operations';
import { NotesOption } from '../contract/options';
import { NOTE_PATH } from '../contract/paths';

/** `*` in a policy matches slashes. */
const ANY_USER = '*';

/** At least one character: API Gateway serves the list for a path that ends in a slash without an id. */
const ANY_ID = '?*';

/** Every path below the notes of a user. */
const DEEPER_PATHS = NOTE_PATH.replace('{userId}', ANY_USER).replace('{id}', ANY_ID);

/** An imported API may have a trash: without it, the further route does not exist, and a grant of it allows nothing. */
const UNKNOWN_OPTIONS: readonly NotesOption[] = ['trash'];

/** The key of the part of a created API that callers can be granted: a symbol that all copies of this package in an app share. */
const INVOCABLE = Symbol.for('cdk-notes-api.invocable');

/**
 * Permissions to call a notes API whose authorization is `NotesAuthorization.iam()`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 */
export class NotesApiGrants {
  /**
   * The grants of a notes API.
   *
   * For an API that this app creates, the operations and the authorization are known. Any other API is assumed to offer every operation,
   * with signed requests (IAM).
   *
   * @param notes the API, created or imported
   */
  public static fromNotesApi(notes: INotesApiRef): NotesApiGrants {
    return new NotesApiGrants(notes, (notes as { readonly [INVOCABLE]?: Invocable })[INVOCABLE]);
  }

  /**
   * The grants of a notes API that this app creates, whose operations are known.
   *
   * @internal
   */
  public static _ofCreated(notes: INotesApiRef, invocable: Invocable): NotesApiGrants {
    const known = { ...invocable, restorers: new WeakSet<IPrincipal>() };
    Object.defineProperty(notes, INVOCABLE, { value: known });
    return new NotesApiGrants(notes, known);
  }

  private constructor(private readonly notes: INotesApiRef, private readonly invocable?: Invocable) {}

  /**
   * Allows a caller to perform operations on the notes of every user.
   *
   * It adds one `execute-api:Invoke` statement to the policy of the caller or of its role. `*` in a policy matches slashes, so `LIST` on
   * every user also allows `GET`. A list contains every note anyway.
   *
   * For the same reason, `CREATE` on every user would also allow the caller to restore notes from the `trash`. A second statement denies
   * this, unless `UPDATE` on every user is granted too. The deny overrides every other permission of the caller. The `trash` of an imported
   * API is not known, so `CREATE` on such an API allows restoring.
   *
   * `UPDATE` also reads: its responses contain the note. The responses to `DELETE` contain neither content nor title nor tags.
   *
   * @param grantee the caller
   * @param operations the allowed operations; all operations that the API offers if none is given
   * @throws an error when the API does not use signed requests (IAM), or does not offer an operation
   */
  public invoke(grantee: IGrantable, ...operations: NotesOperation[]): Grant {
    return this.grant(grantee, ANY_USER, operations);
  }

  /**
   * Allows signed-in users of a Cognito identity pool to perform operations on their own notes only.
   *
   * The user id in the path must be the identity id of the user, which IAM gets from the key `cognito-identity.amazonaws.com:sub`.
   * IAM compares the path as it was sent, so the colon of the identity id must not be percent-encoded. `UPDATE` also reads: its responses
   * contain the note. The responses to `DELETE` contain neither content nor title nor tags.
   *
   * In AWS GovCloud (US) and in China the name of that key depends on the region. There, the stack of the API needs an `env` with a region.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
   * @param identityPoolRole the role of the identity pool for signed-in users
   * @param operations the allowed operations; all operations that the API offers if none is given
   * @throws an error when the API does not use signed requests (IAM), or does not offer an operation
   */
  public invokeOwn(identityPoolRole: IGrantable, ...operations: NotesOperation[]): Grant {
    return this.grant(identityPoolRole, ownIdentity(this.notes.env.region), operations);
  }

  private grant(grantee: IGrantable, userId: string, operations: NotesOperation[]): Grant {
    const named = this.checked(operations);
    const routes = routesOf(named, this.invocable?.options ?? UNKNOWN_OPTIONS);
    this.denyRestoring(grantee, userId, named);
    return Grant.addToPrincipal({
      grantee,
      actions: ['execute-api:Invoke'],
      resourceArns: routes.map(({ method, path }) => this.routeArn(method, path.replace('{userId}', userId).replace('{id}', ANY_ID))),
    });
  }

  /** Keeps a caller with CREATE on every user from the longer paths of the same method, unless it is granted UPDATE before or after. */
  private denyRestoring({ grantPrincipal }: IGrantable, userId: string, operations: NotesOperation[]): void {
    const { options = [], restorers } = this.invocable ?? {};
    if (!restorers || !options.includes('trash') || userId !== ANY_USER) {
      return;
    }
    if (operations.includes(NotesOperation.UPDATE)) {
      restorers.add(grantPrincipal);
    } else if (operations.includes(NotesOperation.CREATE)) {
      grantPrincipal.addToPrincipalPolicy(new PolicyStatement({
        effect: Effect.DENY,
        actions: ['execute-api:Invoke'],
        // A statement cannot be removed: with UPDATE, it denies a path that is not a route.
        resources: [Lazy.string({ produce: () => this.routeArn('POST', restorers.has(grantPrincipal) ? '/notes' : DEEPER_PATHS) })],
      }));
    }
  }

  /** The named operations; all that the API offers when none is named. */
  private checked(asked: NotesOperation[]): NotesOperation[] {
    // The operations of an imported API are not known here.
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
    checkRef(this.notes);
    return Stack.of(this.notes).formatArn({
      ...this.notes.env,
      service: 'execute-api',
      resource: this.notes.restApiId,
      resourceName: `${this.notes.stageName}/${method}${mountedPath(this.notes.mountPath, path)}`,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
  }
}
