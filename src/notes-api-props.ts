import { Duration, RemovalPolicy } from 'aws-cdk-lib';
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
   * A change updates the methods of the API in place.
   *
   * @default NotesAuthorization.iam() - requests are signed with AWS credentials, and nobody has access until it is granted
   */
  readonly authorization?: NotesAuthorization;

  /**
   * The operations that the API offers. Each operation has a function, a role and methods of the API.
   *
   * Adding an operation later creates these. Removing one deletes them, but never notes.
   *
   * @default - all operations
   */
  readonly operations?: NotesOperation[];

  /**
   * What happens to the table with all notes, and to the logs of the functions, when the construct or its stack is removed.
   *
   * `RemovalPolicy.DESTROY` deletes them. Only `RETAIN` also turns on the deletion protection of the table and its replicas. DynamoDB
   * tables do not support `SNAPSHOT`. With `table` it applies to the logs only. A change applies to the next removal.
   *
   * A policy that the app sets later, such as `RemovalPolicies.of(stack).destroy()`, overrides this one, and the deletion protection
   * follows it.
   *
   * @default RemovalPolicy.RETAIN - the table stays and is protected from deletion; the logs stay until their retention of one month ends
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * The origins whose pages may call the API from a browser, such as `https://notes.example.com`, or `*` alone for every origin.
   *
   * The API then answers preflight requests, which need no authorization, and names the origin in every response. Cookies are not allowed.
   * With `mountOn`, errors that API Gateway itself returns name no origin unless `gatewayResponses` is true.
   *
   * With several origins, each response names only the origin that sent the request. Errors that API Gateway itself returns are the
   * exception: they can name only one origin or all of them, so pages of every origin may read them. They contain no user data.
   *
   * A change updates the API and the functions in place. Browsers keep the previous answer to a preflight request for up to one hour.
   *
   * @default - none: no page of another origin may call the API
   * @see https://fetch.spec.whatwg.org/#http-cors-protocol
   */
  readonly corsOrigins?: string[];

  /**
   * Further request headers that pages of the `corsOrigins` may send, such as `traceparent` and `baggage` for tracing. The headers of the
   * API and of the authorization are always allowed.
   *
   * The functions ignore them. A header that browsers never let a page set, such as `Cookie`, is refused, and so is `*`. Requires
   * `corsOrigins`. A change updates the API in place. Browsers keep the previous answer to a preflight request for up to one hour.
   *
   * @default - no further headers
   * @see https://fetch.spec.whatwg.org/#http-access-control-allow-headers
   */
  readonly corsHeaders?: string[];

  /**
   * The limits of each method: `rateLimit` is the average number of requests per second, `burstLimit` the number of requests at once.
   * Requests above a limit get 429.
   *
   * A change updates the stage in place. Cannot be combined with `mountOn`, because the API that the notes are mounted on has its own
   * limits.
   *
   * @default - 100 requests per second, 200 at once
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
   */
  readonly throttle?: ThrottleSettings;

  /**
   * Whether callers must also send an API key in `X-Api-Key`. The key must belong to a usage plan of the stage. A key identifies a client
   * for counting and limiting its requests. It does not authenticate a user.
   *
   * Create the plan and its keys with `notes.api.addUsagePlan(…)` and `notes.api.addApiKey(…)`. A change updates the methods in place.
   *
   * @default false - no API keys
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
   */
  readonly apiKeyRequired?: boolean;

  /**
   * The ARN of a regional AWS WAF web ACL that inspects every request first.
   *
   * A change replaces the association between the web ACL and the stage. Cannot be combined with `mountOn`: associate the web ACL with the
   * stage of that API.
   *
   * @default - no web ACL
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html
   */
  readonly webAclArn?: string;

  /**
   * An existing table for the notes: a `TableV2`, a `Table`, a replica, or a table imported by its name or ARN.
   *
   * Its partition key must be the string `PK` and its sort key the string `SK`. A table of this app with another key is refused. It may
   * hold rows of other kinds, which are never served, changed or deleted. It must be in the account and region of the functions. If an
   * imported table is encrypted with a key of your own, the import must name the key, so that the functions are allowed to use it.
   *
   * DynamoDB refuses an item whose attribute has the wrong type for the key of an index. The functions write `PK`, `SK`, `noteContent`,
   * `title`, `createdAt`, `updatedAt` and `rev` as strings, `expiresAt` as a number and `noteTags` as a list. With `trash`, they also write
   * `deletedContent` and `deletedAt` as strings and `deletedExpiresAt` as a number. A table of this app with an index on one of them as
   * another type is refused. The indexes of an imported table are not known: with such an index, writes get 500.
   *
   * The TTL attribute of the table should be `expiresAt`, so that DynamoDB deletes expired idempotency records. A row whose `expiresAt` has
   * passed then counts as deleted, even before DynamoDB deletes it. On a table of this app without TTL on `expiresAt`, rows never expire.
   * An imported table is assumed to have TTL on `expiresAt`.
   *
   * A global table with strong consistency (`multiRegionConsistency: STRONG`) supports neither TTL nor transactions, so a request with an
   * `Idempotency-Key` gets 501, or 500 if the table is imported.
   *
   * The table of a replica needs a `tableName`, or the stack of the notes needs `crossRegionReferences: true`. Without either,
   * CloudFormation would replace the table, so the replica is refused.
   *
   * A change does not move notes: the notes in the previous table are no longer served. If the construct created the previous table, that
   * table is removed, and its `removalPolicy` decides what happens to it.
   *
   * @default - a new table
   */
  readonly table?: ITable;

  /**
   * A KMS key of your own that encrypts the table. Each function may then use it for decryption through DynamoDB, and for nothing else.
   *
   * Its key policy must allow the IAM policies of the account to grant access, as the default policy of a `Key` does. The stack needs an
   * `env` with a region. With `replicaRegions`, `replicaKeyArns` is required. Cannot be combined with `table`, which has its own key or
   * none.
   *
   * A change re-encrypts the table in place. Only then are the functions allowed to use the new key. To avoid failed requests in between,
   * first deploy `key.grantDecrypt(…)` for each of `notes.functions`. If a key is deleted, the notes that it encrypts are lost.
   *
   * @default - a key that DynamoDB owns
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html
   */
  readonly encryptionKey?: IKey;

  /**
   * Other regions that hold a replica of the table (a DynamoDB global table). Each replica holds every note and has the same deletion
   * protection as the table. The stack needs an `env` with a region. Cannot be combined with `table`, which has its own replicas or none.
   *
   * The API stays in one region. For an API in another region, pass the replica there as `table` to a `NotesApi` of that region. Regions
   * usually agree within a second. If a note is written in several regions at once, the last write wins. Each region compares `If-Match`
   * and `Idempotency-Key` with the data that it has at that time.
   *
   * Adding a region later creates a replica, removing one deletes it, and the table itself is never replaced. CloudFormation can add or
   * remove only one region in each update. To remove a region, first turn off deletion protection of its replica there, with
   * `aws dynamodb update-table --no-deletion-protection-enabled`.
   *
   * @default [] - no replicas: the table is only in the region of the stack
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GlobalTables.html
   */
  readonly replicaRegions?: string[];

  /**
   * The ARNs of the KMS keys that encrypt the replicas, by region. With `encryptionKey`, each of the `replicaRegions` needs one.
   *
   * A change re-encrypts the replica in place. The functions may use only the key of the table. The functions of an API in another region
   * need the key of their own region.
   *
   * @default - none: only a table with an `encryptionKey` needs them
   */
  readonly replicaKeyArns?: { [region: string]: string };

  /**
   * A VPC to connect the functions to. They then reach DynamoDB only through this VPC.
   *
   * The VPC must offer a route to DynamoDB: a gateway endpoint (`vpc.addGatewayEndpoint`), which costs nothing, or a NAT gateway.
   *
   * A change updates the functions in place. Removing `vpc` takes away the permission that Lambda needs to delete its network interfaces,
   * so they remain. To avoid this, first deploy the permissions `ec2:DescribeNetworkInterfaces` and `ec2:DeleteNetworkInterface` for each
   * of `notes.functions`, with its `addToRolePolicy`.
   *
   * @default - none: the functions are not connected to a VPC of yours, and reach DynamoDB through Lambda's own network
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
   */
  readonly vpc?: IVpc;

  /**
   * The subnets of the `vpc` for the functions. Public subnets are refused: a function has no internet access from one. Requires `vpc`. A
   * change updates the functions in place.
   *
   * @default - the subnets that `vpc.selectSubnets()` selects: private ones
   */
  readonly vpcSubnets?: SubnetSelection;

  /**
   * The security groups of the functions in the `vpc`. They must allow outbound HTTPS. Requires `vpc`. A change updates the functions in
   * place. The group that the construct created is then deleted, once Lambda no longer uses it.
   *
   * @default - a new security group without inbound rules that allows outbound HTTPS only
   */
  readonly securityGroups?: ISecurityGroup[];

  /**
   * The configuration of all functions: memory, timeout, concurrency, architecture and further environment variables. A change updates the
   * functions in place.
   *
   * @default - 512 MiB and 10 seconds on ARM, without reserved concurrency
   */
  readonly functionOptions?: NotesFunctionOptions;

  /**
   * The configuration of single functions, by the name of their operation: `{ LIST: { memorySize: 1024 } }`. It overrides
   * `functionOptions`, except that the environment variables of both are set. An operation that the API does not offer is refused. A change
   * updates the function in place.
   *
   * The key is a string. TypeScript takes `LIST` or `[NotesOperation.LIST]`, Python `"LIST"` or `NotesOperation.LIST.value`, Java `"LIST"`
   * or `NotesOperation.LIST.name()`, C# `"LIST"` or `nameof(NotesOperation.LIST)`, Go `"LIST"` or `string(NotesOperation_LIST)`. In Python
   * the value is a `NotesFunctionOptions`: a dict with names in snake case has no effect.
   *
   * @default - `functionOptions` applies to all functions
   */
  readonly functionOptionsByOperation?: { [operation: string]: NotesFunctionOptions };

  /**
   * Whether AWS X-Ray traces the functions: the first request of each second, and 5 % of the others. Their roles may then send traces.
   *
   * The stage of the API is not traced, because its traces would contain the path of each sampled request, and so the user id. A change
   * updates the functions in place.
   *
   * @default true
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
   */
  readonly tracing?: boolean;

  /**
   * Alarms and a dashboard. Use `{}` for the defaults. The alarms watch responses with a 5xx status, the latency, errors and throttles of
   * the functions, and throttled requests and system errors of the table. They are available as `notes.alarms`, the dashboard as
   * `notes.dashboard`.
   *
   * With `mountOn`, the alarms also count requests to other routes of that API, and its `deploymentStage` must be known. The dashboard and
   * each alarm have a monthly price. A change updates them in place. Removing `monitoring` deletes them.
   *
   * @default - neither alarms nor a dashboard
   * @see https://aws.amazon.com/cloudwatch/pricing/
   */
  readonly monitoring?: NotesMonitoringOptions;

  /**
   * Whether API Gateway writes one line of JSON for each request to a log group with a retention of one month. A line has the route,
   * status and times of the request. It has no user id, address or content.
   *
   * API Gateway can only write logs if the account has a role for this in the region. This role is one setting for all APIs of the account
   * in the region, and this library never changes it. Without the role, the deployment fails. If it is the first deployment, resources with
   * a retaining `removalPolicy` remain.
   *
   * Cannot be combined with `mountOn`, because access logs belong to the stage. A change updates the stage in place. When access logs are
   * turned off, the `removalPolicy` decides what happens to the log group.
   *
   * @default false - no access logs
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
   */
  readonly accessLogs?: boolean;

  /**
   * The resource of an existing REST API, of this stack or imported, that the routes are added to: `api.root` for `/notes/…`, the resource
   * `/v1` for `/v1/notes/…`.
   *
   * The deployment and the stage of that API stay under its owner's control. An API of the same stack that deploys itself is deployed again
   * when any part of it changes, including the notes. Any other API is not: pass your own `Deployment` to `notes.addToDeployment(…)`, or
   * deploy the API by hand. The authorizer, API key setting and CORS options that the resource has for its own methods do not apply to the
   * notes. An API that an OpenAPI document defines is refused, because the next change of the document would remove the notes.
   *
   * A change creates the methods at the new place and removes the old ones. The table and its notes stay.
   *
   * @default - a new REST API
   */
  readonly mountOn?: IResource;

  /**
   * Whether errors that API Gateway itself returns are problem documents, like those of the functions. This applies to the whole REST API.
   * A change adds or removes these gateway responses in place.
   *
   * @default - true for a new REST API, false with `mountOn`, where it would change the errors of other routes
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
   */
  readonly gatewayResponses?: boolean;

  /**
   * Whether `PUT`, `PATCH` and `DELETE` require a precondition, `If-Match` or `If-None-Match`. A request without a precondition then gets
   * 428.
   *
   * A change updates the functions in place. When it is turned on, clients that send no precondition stop working.
   *
   * @default false - without a precondition the last write wins
   * @see https://www.rfc-editor.org/rfc/rfc6585#section-3
   */
  readonly requireIfMatch?: boolean;

  /**
   * How long deleted notes stay in the trash, in whole seconds from 1 to 365 days. `DELETE` then keeps the content until this time has
   * passed. `POST /notes/{userId}/{id}/restore` brings a note back, `GET /notes/{userId}?state=deleted` lists the trash, and
   * `DELETE /notes/{userId}/{id}?permanent=true` deletes a note permanently, even from the trash. Restoring belongs to the operation
   * `UPDATE`, and listing the trash to `LIST`.
   *
   * DynamoDB empties the trash, so the table needs TTL on `expiresAt`. A table of this app without TTL is refused. An imported table adds
   * the synthesis warning `cdk-notes-api:trash-needs-ttl`. The function of `DELETE` needs `dynamodb:UpdateItem` instead of
   * `dynamodb:DeleteItem`. The maximum size of a new note is 128 bytes less than without `trash`. A larger note, which is older or
   * which a `PATCH` made larger, gets 413 on `DELETE`: delete it with `permanent=true`.
   *
   * A change updates the functions and the methods in place. It does not apply to notes that are already in the trash. When `trash` is
   * removed, these can no longer be listed or restored, their ids can be used again, and `DELETE` deletes at once.
   *
   * @default - no trash: `DELETE` deletes at once
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
   */
  readonly trash?: Duration;

  /**
   * Whether `GET /notes/{userId}?since=…` lists the changes since an earlier request, for clients that keep a copy of the notes.
   *
   * Requires `trash`: the feed reports a deletion for as long as the trash keeps the note. A client whose copy is older gets 410, and must
   * list the notes again.
   *
   * The changes are in a global index of the table, `notes-changes`, which the function of `LIST` may query. The index costs one more write
   * unit for a new note, and two more for any other write. A given `table` needs this index: partition key `PK` (string), sort key
   * `updatedAt` (string), with the projected attributes `title`, `noteTags`, `createdAt`, `rev`, `deletedAt` and `expiresAt`. A table of
   * this app without the index is refused. An imported table adds the synthesis warning `cdk-notes-api:changes-need-index`.
   *
   * A change adds the index to the table in place, or removes it from the table. DynamoDB fills a new index in the background, and until
   * then a request with `since` fails. When `changes` is turned off, `since` is ignored, and clients get the list.
   *
   * @default false - no index, and `since` is ignored
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html
   */
  readonly changes?: boolean;

  /**
   * How long the functions wait for DynamoDB, and how often they try.
   *
   * A change updates the functions in place.
   *
   * @default - 300 ms to connect, 600 ms for an attempt, at most 4 attempts with delays that start at up to 50 ms, 2 s for all attempts
   */
  readonly timeBudget?: NotesTimeBudget;
}
