import { RemovalPolicy, ResourceEnvironment, Stack } from 'aws-cdk-lib';
import { Deployment, RestApiBase, Stage } from 'aws-cdk-lib/aws-apigateway';
import { Alarm, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { ITable, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { checkedAuthorization } from './authorization/checked-authorization';
import { NotesAuthorization } from './authorization/notes-authorization';
import { shown } from './cdk/checked-values';
import { turnOnNeededFlags } from './cdk/feature-flags';
import { injectedProps } from './cdk/property-injection';
import { checkedChanges, checkedRemovalPolicy, checkKinds } from './checked-props';
import { API_KEY_HEADER, API_KEY_SCHEME, openApiDocument, OpenApiOptions } from './contract/openapi';
import { NotesOption } from './contract/options';
import { checkedFunctionOptions } from './functions/checked-function-options';
import { checkedTimeBudget } from './functions/checked-time-budget';
import { notesFunctions } from './functions/notes-functions';
import { notesNetwork } from './functions/notes-network';
import { checkedMonitoringOptions } from './monitoring/checked-monitoring-options';
import { notesMonitoring } from './monitoring/notes-monitoring';
import { NotesApiProps } from './notes-api-props';
import { ImportedNotesApi, NotesApiAttributes } from './reference/imported-notes-api';
import { checkedOperations } from './reference/invocable';
import { INotesApi, NotesApiBase } from './reference/notes-api-base';
import { NotesApiGrants } from './reference/notes-api-grants';
import { refuseCaching } from './rest-api/caching';
import { checkedCorsHeaders, checkedOrigins, gatewayResponseHeaders } from './rest-api/cors';
import { addToDeployment } from './rest-api/deployment';
import { addGatewayResponses } from './rest-api/gateway-responses';
import { mountPoint } from './rest-api/mount-point';
import { addPreflights, addRoutes } from './rest-api/notes-routes';
import { notesTable } from './table/notes-table';
import { replicaOf } from './table/replicas';
import { tableTraits } from './table/table-traits';
import { checkedTrash } from './table/trash';

/**
 * A complete notes service: a DynamoDB table, a Lambda function for each operation and the REST API in front of them.
 *
 * The table holds a row for each note: `PK` is the user id, `SK` the note id. Each function may perform exactly one DynamoDB action on it.
 * The code of the functions is part of the library, already bundled.
 *
 * @example
 * const notes = new NotesApi(this, 'Notes');
 * new CfnOutput(this, 'NotesUrl', { value: notes.url });
 */
export class NotesApi extends NotesApiBase {
  /**
   * The `constructUniqueId` of a property injector for notes APIs.
   *
   * Only the nearest injector applies, as for the constructs of the CDK. It applies to subclasses too.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-notes-api.NotesApi';

  /**
   * A reference to a notes API of another stack, app or account, for grants and metrics.
   *
   * @param scope the construct that the reference belongs to
   * @param id the construct id of the reference
   * @param attributes the attributes that identify the API
   * @throws an error that names the attribute when one is missing or contains a wildcard
   */
  public static fromNotesApiAttributes(scope: Construct, id: string, attributes: NotesApiAttributes): INotesApi {
    return new ImportedNotesApi(scope, id, attributes);
  }

  /** The table with the notes. */
  public readonly table: ITable;

  /** The REST API. */
  public readonly api: RestApiBase;

  /**
   * The functions by the name of their operation, such as `"GET"`. An operation that the API does not offer has no function.
   *
   * The key is a string. TypeScript takes `notes.functions.GET` or `notes.functions[NotesOperation.GET]`, Python `"GET"` or
   * `NotesOperation.GET.value`, Java `"GET"` or `NotesOperation.GET.name()`, C# `"GET"` or `nameof(NotesOperation.GET)`, Go `"GET"` or
   * `string(NotesOperation_GET)`.
   */
  public readonly functions: { [operation: string]: Function };

  /**
   * The alarms of `monitoring` by their names: `ServerErrors`, `Latency`, `FunctionErrors`, `FunctionThrottles`, `TableThrottles` and
   * `TableSystemErrors`. Without `monitoring` there are none.
   */
  public readonly alarms: { [name: string]: Alarm };

  /** The dashboard of `monitoring`. Undefined without `monitoring`, or with `dashboard: false`. */
  public readonly dashboard?: Dashboard;

  public readonly env: ResourceEnvironment;
  public readonly restApiId: string;
  public readonly restApiName: string;
  public readonly mountPath: string;
  public readonly grants: NotesApiGrants;
  /** The replicas of the created table; undefined with a given one. */
  private readonly replicaRegions?: string[];
  private readonly documented: Omit<OpenApiOptions, 'servers'>;

  /**
   * Adds a notes API to a construct tree.
   *
   * @param scope the parent construct, usually a stack
   * @param id the construct id. It is part of the logical ids, so a change replaces the API and leaves the notes in the previous table
   * @param props the props that differ from the defaults
   * @throws an error that names the prop, its value and the remedy when a prop is invalid or cannot be combined with another one
   */
  constructor(scope: Construct, id: string, props: NotesApiProps = {}) {
    props = injectedProps(NotesApi.PROPERTY_INJECTION_ID, props, { scope, id });
    super(scope, id);

    checkKinds(props);
    const { apiKeyRequired, gatewayResponses = props.mountOn === undefined, requireIfMatch = false, tracing = true } = props;
    const operations = checkedOperations(props.operations);
    const authorization = checkedAuthorization(props.authorization ?? NotesAuthorization.iam());
    const removalPolicy = checkedRemovalPolicy(props.removalPolicy ?? RemovalPolicy.RETAIN);
    const timeBudget = checkedTimeBudget(props.timeBudget ?? {});
    const options = checkedFunctionOptions(props, operations, timeBudget);
    const trashSeconds = checkedTrash(props.trash);
    const hasChanges = checkedChanges(props);
    const apiOptions: NotesOption[] = [...trashSeconds === undefined ? [] : ['trash' as const], ...hasChanges ? ['changes' as const] : []];
    const corsOrigins = checkedOrigins(props.corsOrigins);
    const corsHeaders = checkedCorsHeaders(props.corsHeaders, corsOrigins);
    const monitoringOptions = checkedMonitoringOptions(this, props.monitoring);

    // Before the parts: a construct with children refuses to set context.
    turnOnNeededFlags(this);
    const mount = mountPoint(this, { ...props, removalPolicy });
    const binding = authorization._bind(this);
    const { callerId, isSigned = false } = binding;
    const table = notesTable(this, { ...props, removalPolicy, hasTrash: trashSeconds !== undefined, hasChanges });
    const network = notesNetwork(this, props);
    const functions = notesFunctions(this, operations, apiOptions, {
      table,
      network,
      options,
      tracing,
      removalPolicy,
      callerId,
      isSigned,
      timeBudget,
      requireIfMatch,
      corsOrigins,
      trashSeconds,
      ...tableTraits(table),
    });
    addRoutes(mount, functions, apiOptions, { ...binding.methodOptions, apiKeyRequired });
    if (corsOrigins) {
      const requestHeaders = [...binding.requestHeaders, ...apiKeyRequired ? [API_KEY_HEADER] : [], ...corsHeaders];
      addPreflights(mount, operations, apiOptions, { origins: corsOrigins, requestHeaders });
    }
    if (gatewayResponses) {
      addGatewayResponses(mount, binding, gatewayResponseHeaders(corsOrigins));
    }
    refuseCaching(this, mount, operations, apiOptions);

    const { account, region } = Stack.of(this);
    this.env = { account, region };
    this.table = table;
    this.replicaRegions = props.table ? undefined : props.replicaRegions ?? [];
    this.functions = functions;
    this.api = mount.api;
    this.restApiId = mount.api.restApiId;
    this.restApiName = mount.api.restApiName;
    this.mountPath = mount.mountPath;
    this.grants = NotesApiGrants._ofCreated(this, { operations, options: apiOptions, isSigned });
    const security = { ...binding.security, ...apiKeyRequired && API_KEY_SCHEME };
    this.documented = { operations, options: apiOptions, security, requireIfMatch };
    // Last: its metrics read the members above.
    const monitoring = notesMonitoring(this, { notes: this, api: mount.api, functions, table, options: apiOptions }, monitoringOptions);
    this.alarms = monitoring.alarms;
    this.dashboard = monitoring.dashboard;
  }

  /**
   * The name of the deployed stage.
   *
   * @throws an error when the notes are mounted on an API whose stage is not known
   */
  public get stageName(): string {
    return this.stage.stageName;
  }

  /**
   * The base URL of the API, with a trailing slash: the notes of a user are at `<url>notes/<userId>`.
   *
   * It is the URL of the stage, even if a domain name is mapped to it.
   *
   * @throws an error when the notes are mounted on an API whose stage is not known
   */
  public get url(): string {
    return this.stage.urlForPath(this.mountPath).replace(/\/?$/, '/');
  }

  /**
   * The OpenAPI 3.1 document of this API as JSON text: its URL, the operations that it offers and how to call them.
   *
   * The URL is only known at deployment. So write the document to a place where CloudFormation resolves it, such as `Source.data` of a
   * bucket deployment. The file `openapi.json` of the package is the same document for any notes API
   * without `trash`.
   *
   * @see https://spec.openapis.org/oas/v3.1.0
   * @throws an error when the notes are mounted on an API whose stage is not known
   */
  public get openApiDocument(): string {
    return JSON.stringify(openApiDocument({ ...this.documented, servers: [{ url: this.url.replace(/\/$/, '') }] }));
  }

  /**
   * The replica of the table in one of the `replicaRegions`. Use it as the `table` of a notes API in a stack of that region.
   *
   * That stack needs `crossRegionReferences: true`.
   *
   * @param region the region of the replica, such as "eu-west-1"
   * @returns the replica, the same one on each call
   * @throws an error when the region is not in `replicaRegions`, or when the prop `table` was given
   */
  public replica(region: string): ITable {
    if (!this.replicaRegions) {
      throw new Error(
        `${this.node.path} stores its notes in the table that was given as "table": get the replica in ${shown(region)} from that table`,
      );
    }
    if (!this.replicaRegions.includes(region)) {
      throw new Error(`${this.node.path} has no replica in ${shown(region)}: add that region to "replicaRegions"`);
    }
    return replicaOf(this.table as TableV2, region);
  }

  /**
   * Adds the notes to your own deployment. The deployment then depends on the resources of the notes, and on those of the API in its own
   * stack. It is replaced whenever one of them changes: a method, model, validator, gateway response or authorizer.
   *
   * Use it for notes that are mounted on an API that does not deploy itself: an imported one, or one with `deploy: false`. Without it, a
   * change of the notes' methods, such as another authorization, reaches the stage only when the API is deployed in some other way.
   *
   * @param deployment a deployment of the REST API that the notes are mounted on
   */
  public addToDeployment(deployment: Deployment): void {
    addToDeployment(deployment, this);
  }

  private get stage(): Stage {
    if (!this.api.deploymentStage) {
      throw new Error(`"mountOn" of ${this.node.path} belongs to an API whose stage is not known: set "deploymentStage" of that API`);
    }
    return this.api.deploymentStage;
  }
}
