import { Duration, RemovalPolicy, ResourceEnvironment, Stack } from 'aws-cdk-lib';
import { LambdaIntegration, RestApiBase } from 'aws-cdk-lib/aws-apigateway';
import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { checkedAuthorization, checkedOperations, checkedRemovalPolicy } from './checked-props';
import { checkedTimeBudget, timeBudgetVariable } from './checked-time-budget';
import { ENVIRONMENT } from './contract/environment';
import { openApiDocument } from './contract/openapi';
import { NotesOperation, OPERATIONS } from './contract/operations';
import { TimeBudgetMillis } from './contract/time-budget';
import { addGatewayResponses } from './gateway-responses';
import { ImportedNotesApi } from './imported-notes-api';
import { INotesApi, NotesApiAttributes, NotesApiBase } from './notes-api-base';
import { NotesAuthorization } from './notes-authorization';
import { bundledCode, NotesFunction } from './notes-function';
import { notesRestApi } from './notes-rest-api';
import { notesTable } from './notes-table';
import { NotesTimeBudget } from './notes-time-budget';
import { RequestValidation } from './request-validation';

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

  /**
   * The OpenAPI 3.1 document of this API as JSON text: its address, the operations that it offers and how to call them.
   *
   * The address is only known at deployment, so write it where CloudFormation resolves it, as with `Source.data` of a bucket
   * deployment. The file `openapi.json` of the package is the same document for any notes API.
   *
   * @see https://spec.openapis.org/oas/v3.1.0
   */
  public readonly openApiDocument: string;

  public readonly env: ResourceEnvironment;
  public readonly restApiId: string;
  public readonly restApiName: string;
  public readonly stageName: string;
  public readonly url: string;

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
    const { callerId, methodOptions, unknownRoute, security } = authorization._bind(this);

    this.table = notesTable(this, removalPolicy);
    this.functions = notesFunctions(this, operations, {
      table: this.table, removalPolicy, callerId, timeBudget, requireIfMatch: props.requireIfMatch,
    });

    const api = notesRestApi(this);
    const validation = new RequestValidation(api);
    for (const operation of operations) {
      const integration = new LambdaIntegration(this.functions[operation], { allowTestInvoke: false });
      for (const route of OPERATIONS[operation].routes) {
        api.root.resourceForPath(route.path).addMethod(route.method, integration, { ...methodOptions, ...validation.methodOptions(route) });
      }
    }
    addGatewayResponses(api, unknownRoute);

    const { account, region } = Stack.of(this);
    this.env = { account, region };
    this.api = api;
    this.restApiId = api.restApiId;
    this.restApiName = api.restApiName;
    this.stageName = api.deploymentStage.stageName;
    this.url = api.url;
    this.openApiDocument = JSON.stringify(openApiDocument({ operations, servers: [{ url: this.url.replace(/\/$/, '') }], security }));
  }
}

interface NotesFunctionsProps {
  readonly table: ITable;
  readonly removalPolicy: RemovalPolicy;
  readonly callerId?: readonly string[];
  readonly timeBudget: TimeBudgetMillis;
  readonly requireIfMatch?: boolean;
}

function notesFunctions(
  scope: Construct, operations: NotesOperation[], { table, removalPolicy, callerId, timeBudget, requireIfMatch }: NotesFunctionsProps,
): { [operation: string]: Function } {
  const code = bundledCode();
  const timeout = Duration.millis(timeBudget.invocation);
  const budget = timeBudgetVariable(timeBudget);
  return Object.fromEntries(operations.map((name) => {
    const operation = OPERATIONS[name];
    const id = operation.handler.charAt(0).toUpperCase() + operation.handler.slice(1);
    const environment = {
      ...callerId && { [ENVIRONMENT.callerId]: JSON.stringify(callerId) },
      ...budget && { [ENVIRONMENT.timeBudget]: budget },
      ...requireIfMatch && operation.routes.some(({ headers }) => headers.includes('If-Match')) && { [ENVIRONMENT.requireIfMatch]: 'true' },
    };
    return [name, new NotesFunction(scope, id, { operation, code, table, timeout, environment, removalPolicy }).lambda];
  }));
}
