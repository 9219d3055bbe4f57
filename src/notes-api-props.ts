import { RemovalPolicy } from 'aws-cdk-lib';
import { IResource, ThrottleSettings } from 'aws-cdk-lib/aws-apigateway';
import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { NotesAuthorization } from './authorization/notes-authorization';
import { NotesOperation } from './contract/operations';
import { NotesFunctionOptions } from './functions/notes-function-options';
import { NotesTimeBudget } from './functions/notes-time-budget';
import { NotesMonitoringOptions } from './monitoring/notes-monitoring-options';

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
   * With `table` it is of the logs alone. A change applies to the next removal.
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
   * A change updates the stage in place.
   * An API that the notes are mounted on has limits of its own, so it cannot be had together with `mountOn`.
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
   * A table of your own that the notes are kept in: a `TableV2`, a `Table`, a replica, or one imported by its name or ARN.
   *
   * Its partition key is the string `PK`, its sort key the string `SK`, and its time to live the attribute `expiresAt`: a table of this app
   * with another key is refused. It may hold rows of other kinds, which are never served, changed or deleted. It has to be in the account
   * and the region of the functions. When it is encrypted with a key of yours, an import has to name the key, since the functions are let
   * use it.
   *
   * A replica's table needs a `tableName`, or the stack of the notes `crossRegionReferences: true`: without either it would be replaced,
   * and is refused.
   *
   * A change leaves the notes where they are: those in the other table are no longer served.
   * One that was the notes' own is removed then, which the `removalPolicy` it had decides about.
   *
   * @default - a table of their own
   */
  readonly table?: ITable;

  /**
   * The KMS key of your own that the table is encrypted with. Each function may then have DynamoDB decrypt with it, and nothing else.
   *
   * Its key policy must leave access to the account's IAM policies, as that of a `Key` does by default. The stack needs an `env` with a
   * region. With `replicaRegions` it needs `replicaKeyArns`, and it cannot be had together with `table`, which has a key of its own or
   * none.
   *
   * A change re-encrypts the table in place, and lets the functions use the key only after that: to have no failures in between, let them
   * use it in a deployment before, with `key.grantDecrypt(…)` for each of `notes.functions`. Notes under a key that is deleted are lost.
   *
   * @default - a key that DynamoDB owns
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html
   */
  readonly encryptionKey?: IKey;

  /**
   * Other regions that the table has replicas in, as a global table: each holds every note, and is protected as the table itself is.
   * The stack needs an `env` with a region. They cannot be had together with `table`, which has replicas of its own or none.
   *
   * The API stays in one region; give a replica to the `table` of a notes API in its region to have one there, too. Regions usually agree
   * within a second: of writes to a note in several at once the last one wins, and `If-Match` and `Idempotency-Key` are compared with what
   * their region knows.
   *
   * Naming a region later adds a replica; leaving one out deletes it, and the table itself is never replaced. CloudFormation takes one
   * region more or less with each update. A replica that is protected from deletion is not deleted before its protection is turned off in
   * its region, with `aws dynamodb update-table --no-deletion-protection-enabled`.
   *
   * @default [] - none: the table is in the stack's region alone
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GlobalTables.html
   */
  readonly replicaRegions?: string[];

  /**
   * The ARNs of the KMS keys that the replicas are encrypted with, each by its region: of all `replicaRegions` when there is an
   * `encryptionKey`.
   *
   * A change re-encrypts the replica in place. The functions use the table's key alone: each region's own functions need theirs.
   *
   * @default - none: only a table with an `encryptionKey` needs them
   */
  readonly replicaKeyArns?: { [region: string]: string };

  /**
   * A VPC that the functions are connected with, to leave no other way to DynamoDB.
   *
   * They need a way to it: an endpoint for DynamoDB in the VPC (`vpc.addGatewayEndpoint`), which costs nothing, or a NAT gateway.
   * A change updates the functions in place. When it is removed, the roles lose what Lambda removes its network interfaces with before
   * it did, and these stay: in a deployment before, let the roles do `ec2:DescribeNetworkInterfaces` and `ec2:DeleteNetworkInterface` with
   * `addToRolePolicy` of each of `notes.functions`.
   *
   * @default - none: the functions are in no VPC of yours, and reach DynamoDB by themselves
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
   */
  readonly vpc?: IVpc;

  /**
   * The subnets of the `vpc` that the functions are connected with. Public ones are refused: functions have no way out of them.
   * Without `vpc` there are none to select, which is refused. A change updates the functions in place.
   *
   * @default - those that `vpc.selectSubnets()` selects: private ones
   */
  readonly vpcSubnets?: SubnetSelection;

  /**
   * The security groups of the functions in the `vpc`, without which they are refused. They have to let HTTPS out.
   * A change updates the functions in place, and deletes their own group once Lambda has left it.
   *
   * @default - one of their own, which lets nothing in, and HTTPS out
   */
  readonly securityGroups?: ISecurityGroup[];

  /**
   * What all functions run with: memory, time-out, concurrency, processors and further environment variables.
   * A change updates the functions in place.
   *
   * @default - 256 MiB and 10 seconds on ARM, without reserved concurrency
   */
  readonly functionOptions?: NotesFunctionOptions;

  /**
   * What the function of an operation runs with, by the name of the operation: `{ [NotesOperation.LIST]: { memorySize: 512 } }`.
   * It goes before `functionOptions`; environment variables of both are set. An operation that is not offered is refused.
   * A change updates the function in place.
   *
   * @default - all functions run with the `functionOptions`
   */
  readonly functionOptionsByOperation?: { [operation: string]: NotesFunctionOptions };

  /**
   * Whether the functions are traced with AWS X-Ray: the first request of each second, and 5 % of the others.
   * Their roles may then send traces.
   *
   * The API's stage is not: its traces would have the address of every sampled request in them, and so the user's id.
   * A change updates the functions in place.
   *
   * @default true
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
   */
  readonly tracing?: boolean;

  /**
   * Alarms and a dashboard: `{}` for those with the defaults. The alarms are about answers with a 5xx status, the latency, errors and
   * throttles of the functions, and throttled requests and errors of the table. They are `notes.alarms`, the dashboard is
   * `notes.dashboard`.
   *
   * An API that the notes are mounted on has alarms for the requests to its other routes as well, and needs its `deploymentStage` first.
   * A dashboard costs, and so does each alarm. A change updates them in place, and without it they are removed.
   *
   * @default - neither alarms nor a dashboard
   * @see https://aws.amazon.com/cloudwatch/pricing/
   */
  readonly monitoring?: NotesMonitoringOptions;

  /**
   * Whether API Gateway writes a line of JSON for each request, to a log group with a retention of one month.
   * It has the route, status and times of a request, and neither user, address nor content.
   *
   * API Gateway only writes when the account has a role for it in the region: one setting for all its APIs, which this library never
   * touches. Without it the deployment fails, and what is retained of it stays behind when it is the first one. It cannot be had together
   * with `mountOn`: it is of the stage. A change updates the stage in place; turned off, the log group goes the way of the `removalPolicy`.
   *
   * @default false - no access logs
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
   */
  readonly accessLogs?: boolean;

  /**
   * The resource of an existing REST API, own or imported, that the notes are put under:
   * `api.root` for `/notes/…`, that of `/v1` for `/v1/notes/…`.
   *
   * Its API's deployment and stage stay its owner's. An API of the same stack that deploys itself is deployed anew when the notes' methods
   * change. Any other is not: give a `Deployment` of yours to `notes.addToDeployment(…)`, or deploy the API by hand. Authorizer, API key
   * and CORS that the resource has for its own methods are not taken over. An API that an OpenAPI document defines is refused: it would
   * lose the notes again.
   *
   * A change makes new methods at the other place and removes the old ones; the table and its notes stay.
   *
   * @default - a REST API of their own
   */
  readonly mountOn?: IResource;

  /**
   * Whether the errors that API Gateway makes by itself have the shape of the functions' own, a problem document.
   * They hold for the whole REST API.
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
   * @default - 300 ms to connect, 600 ms a request, 4 attempts that are up to 50 ms apart at first, 2 s for all of them
   */
  readonly timeBudget?: NotesTimeBudget;
}
