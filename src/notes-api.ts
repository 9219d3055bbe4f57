import { Lazy, RemovalPolicy, ResourceEnvironment, Stack } from 'aws-cdk-lib';
import { Deployment, IResource, RestApiBase, Stage, ThrottleSettings } from 'aws-cdk-lib/aws-apigateway';
import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { cfnResources, renderedProperties } from './cfn-resources';
import { checkedAuthorization, checkedEncryptionKey, checkedOperations, checkedOrigins, checkedRemovalPolicy } from './checked-props';
import { checkedTimeBudget } from './checked-time-budget';
import { API_KEY_HEADER, API_KEY_SCHEME, openApiDocument, OpenApiOptions } from './contract/openapi';
import { NotesOperation } from './contract/operations';
import { gatewayResponseHeaders } from './cors';
import { addGatewayResponses } from './gateway-responses';
import { Grantable } from './grantable';
import { ImportedNotesApi } from './imported-notes-api';
import { INotesApi, NotesApiAttributes, NotesApiBase } from './notes-api-base';
import { NotesAuthorization } from './notes-authorization';
import { notesFunctions } from './notes-functions';
import { notesResource } from './notes-resource';
import { addPreflights, addRoutes } from './notes-routes';
import { notesTable } from './notes-table';
import { NotesTimeBudget } from './notes-time-budget';
import { refuseCaching } from './uncached';

/** What a deployment is a snapshot of. */
const API_RESOURCES = /^AWS::ApiGateway::/;

/** Properties of a `NotesApi`. */
export interface NotesApiProps {
  /**
   * Who may call the API.
   *
   * A change updates the API's methods in place.
   *
   * @default NotesAuthorization.iam() - requests are signed with AWS credentials, and nobody is granted access yet
   */
  readonly authorization?: NotesAuthorization;

  /**
   * The operations that the API offers: each is a function, its role and its methods.
   *
   * Naming an operation later adds it; leaving one out removes its function and its methods, never notes.
   *
   * @default - all operations
   */
  readonly operations?: NotesOperation[];

  /**
   * What becomes of the table with every note in it, and of the functions' logs, when the construct or its stack is removed.
   *
   * `RemovalPolicy.DESTROY` deletes them. Only with `RETAIN` is the table protected from deletion. There is no `SNAPSHOT` of a table.
   * A change applies to the next removal.
   *
   * @default RemovalPolicy.RETAIN - the table stays and is protected from deletion, and the logs stay for their month
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * The origins whose pages may call the API from a browser, such as `https://notes.example.com`, or `*` alone for those of every origin.
   *
   * The API then answers preflight requests, which are never authorized, and names the origin in every answer. Cookies are not let through.
   * With `mountOn`, errors that API Gateway makes by itself name no origin unless `gatewayResponses` is true.
   * Of several origins each is named to its own pages alone, but for the errors that API Gateway makes by itself, which hold nothing of a
   * user's: it can only name one origin or all in these, so pages of every origin may read them.
   *
   * A change updates API and functions in place; browsers keep what they were told for an hour.
   *
   * @default - none: no page of another origin may call
   * @see https://fetch.spec.whatwg.org/#http-cors-protocol
   */
  readonly corsOrigins?: string[];

  /**
   * How many requests each method takes: `rateLimit` a second on average, and `burstLimit` at once. More are answered 429.
   *
   * A change updates the stage in place. An API that the notes are mounted on has limits of its own, so it cannot be had together with `mountOn`.
   *
   * @default - 100 requests a second, 200 at once
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
   */
  readonly throttle?: ThrottleSettings;

  /**
   * Whether callers must send an API key in `X-Api-Key` as well, one of a usage plan of the stage. A key tells callers apart to count and
   * limit their requests; it does not say who they are.
   *
   * Make the plan and its keys with `notes.api.addUsagePlan(…)` and `notes.api.addApiKey(…)`. A change updates the methods in place.
   *
   * @default false - no API keys
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
   */
  readonly apiKeyRequired?: boolean;

  /**
   * The ARN of a regional web ACL of AWS WAF that requests have to pass.
   *
   * A change replaces the association of web ACL and stage. It cannot be had together with `mountOn`: associate the stage of that API.
   *
   * @default - no web ACL
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html
   */
  readonly webAclArn?: string;

  /**
   * The KMS key of your own that the table is encrypted with. Each function may then have DynamoDB decrypt with it, and nothing else.
   *
   * Its key policy must leave access to the account's IAM policies, as that of a `Key` does by default. The stack needs an `env` with a region.
   * A change re-encrypts the table in place; notes under a key that is deleted are lost.
   *
   * @default - a key that DynamoDB owns
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html
   */
  readonly encryptionKey?: IKey;

  /**
   * The resource of an existing REST API, own or imported, that the notes are put under: `api.root` for `/notes/…`, that of `/v1` for `/v1/notes/…`.
   *
   * Its API's deployment and stage stay its owner's. An API of the same stack that deploys itself is deployed anew when the notes' methods change.
   * Any other is not: give a `Deployment` of yours to `notes.addToDeployment(…)`, or deploy the API by hand. Authorizer, API key and CORS that
   * the resource has for its own methods are not taken over. An API that an OpenAPI document defines is refused: it would lose the notes again.
   *
   * A change makes new methods at the other place and removes the old ones; the table and its notes stay.
   *
   * @default - a REST API of their own
   */
  readonly mountOn?: IResource;

  /**
   * Whether the errors that API Gateway makes by itself have the shape of the functions' own, a problem document. They hold for the whole REST API.
   *
   * @default - true for a REST API of the notes' own, false with `mountOn`, where they would change the answers of other routes
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
   */
  readonly gatewayResponses?: boolean;

  /**
   * Whether `PUT`, `PATCH` and `DELETE` must say in `If-Match` (or `If-None-Match`) which state of the note they change.
   * Without either they are answered 428.
   *
   * A change updates the functions in place. Clients that send no precondition stop working when it is turned on.
   *
   * @default false - without a precondition the last write wins
   * @see https://www.rfc-editor.org/rfc/rfc6585#section-3
   */
  readonly requireIfMatch?: boolean;

  /**
   * How long the functions wait for DynamoDB, and how often they ask.
   *
   * A change updates the functions in place.
   *
   * @default - 300 ms to connect, 600 ms a request, 4 attempts that are up to 50 ms apart at first, 2 s for all of them, 10 s for an invocation
   */
  readonly timeBudget?: NotesTimeBudget;
}

/**
 * A complete notes service: a DynamoDB table, a Lambda function for each operation and the REST API in front of them.
 *
 * The table holds a row for each note: `PK` is the user id, `SK` the note id. Every function may do exactly one DynamoDB
 * action on it. The functions' code comes with the library, bundled.
 *
 * @example
 * const notes = new NotesApi(this, 'Notes');
 * new CfnOutput(this, 'NotesUrl', { value: notes.url });
 */
export class NotesApi extends NotesApiBase {
  /**
   * A notes API of another stack, app or account: to let callers in and to watch it.
   *
   * @param scope where the reference belongs
   * @param id its name there
   * @param attributes what identifies the API
   */
  public static fromNotesApiAttributes(scope: Construct, id: string, attributes: NotesApiAttributes): INotesApi {
    return new ImportedNotesApi(scope, id, attributes);
  }

  /** The table with the notes. */
  public readonly table: ITable;

  /** The REST API. */
  public readonly api: RestApiBase;

  /**
   * The functions by the name of their operation: `notes.functions[NotesOperation.GET]`, and `"GET"` in every language.
   * An operation that is not offered has none.
   */
  public readonly functions: { [operation: string]: Function };

  public readonly env: ResourceEnvironment;
  public readonly restApiId: string;
  public readonly restApiName: string;
  public readonly mountPath: string;
  /** @internal */
  public readonly _grantable: Grantable;
  private readonly documented: Omit<OpenApiOptions, 'servers'>;

  /**
   * @param scope the construct that the service becomes a part of, usually a stack
   * @param id its name there. It is part of the logical ids, so a change replaces the API and leaves the table's notes behind
   * @param props what differs from the defaults
   * @throws an error that names the prop, its value and the remedy when a prop cannot be had
   */
  constructor(scope: Construct, id: string, props: NotesApiProps = {}) {
    super(scope, id);
    const operations = checkedOperations(props.operations);
    const authorization = checkedAuthorization(props.authorization ?? NotesAuthorization.iam());
    const removalPolicy = checkedRemovalPolicy(props.removalPolicy ?? RemovalPolicy.RETAIN);
    const timeBudget = checkedTimeBudget(props.timeBudget ?? {});
    const corsOrigins = checkedOrigins(props.corsOrigins);
    const encryptionKey = checkedEncryptionKey(this, props.encryptionKey);
    const resource = notesResource(this, props);
    const binding = authorization._bind(this);

    this.table = notesTable(this, removalPolicy, encryptionKey);
    this.functions = notesFunctions(this, operations, {
      table: this.table,
      encryptionKey,
      removalPolicy,
      callerId: binding.callerId,
      isSigned: binding.isSigned,
      timeBudget,
      requireIfMatch: props.requireIfMatch,
      corsOrigins,
    });

    const { apiKeyRequired } = props;
    addRoutes(resource, this.functions, { ...binding.methodOptions, apiKeyRequired });
    if (corsOrigins) {
      const requestHeaders = [...binding.requestHeaders, ...apiKeyRequired ? [API_KEY_HEADER] : []];
      addPreflights(resource, operations, { origins: corsOrigins, requestHeaders });
    }
    if (props.gatewayResponses ?? !props.mountOn) {
      addGatewayResponses(resource, binding.unknownRoute, gatewayResponseHeaders(corsOrigins));
    }
    refuseCaching(this, resource, operations);

    const { account, region } = Stack.of(this);
    this.env = { account, region };
    this.api = resource.api;
    this.restApiId = this.api.restApiId;
    this.restApiName = this.api.restApiName;
    this.mountPath = resource.mountPath;
    this._grantable = { operations, isSigned: binding.isSigned === true };
    this.documented = { operations, security: { ...binding.security, ...apiKeyRequired && API_KEY_SCHEME } };
  }

  /** @throws an error when the notes are mounted on an API whose stage is not known */
  public get stageName(): string {
    return this.stage.stageName;
  }

  /** @throws an error when the notes are mounted on an API whose stage is not known */
  public get url(): string {
    return this.stage.urlForPath(this.mountPath).replace(/\/?$/, '/');
  }

  /**
   * The OpenAPI 3.1 document of this API as JSON text: its address, the operations that it offers and how to call them.
   *
   * The address is only known at deployment, so write it where CloudFormation resolves it, as with `Source.data` of a bucket
   * deployment. The file `openapi.json` of the package is the same document for any notes API.
   *
   * @see https://spec.openapis.org/oas/v3.1.0
   * @throws an error when the notes are mounted on an API whose stage is not known
   */
  public get openApiDocument(): string {
    return JSON.stringify(openApiDocument({ ...this.documented, servers: [{ url: this.url.replace(/\/$/, '') }] }));
  }

  /**
   * Makes the notes part of a deployment of your own, which then waits for their methods and is made anew whenever these change.
   *
   * For notes that are mounted on an API that does not deploy itself: an imported one, or one with `deploy: false`. Without it, or another
   * deployment of the API, a change of the notes' methods, such as another authorization, never reaches the stage.
   *
   * @param deployment a deployment of the REST API that the notes are mounted on
   */
  public addToDeployment(deployment: Deployment): void {
    const resources = cfnResources(this, API_RESOURCES);
    deployment.node.addDependency(...resources);
    deployment.addToLogicalId(Lazy.any({ produce: () => resources.map(renderedProperties) }));
  }

  private get stage(): Stage {
    if (!this.api.deploymentStage) {
      throw new Error(`the stage of the API that ${this.node.path} is mounted on is not known: set its "deploymentStage"`);
    }
    return this.api.deploymentStage;
  }
}
