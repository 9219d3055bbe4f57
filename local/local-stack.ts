import { ApiEndpoint } from './api-gateway/api-endpoint';
import { ApiKeys } from './api-gateway/api-keys';
import { ApiStages } from './api-gateway/api-stages';
import { BasePath } from './api-gateway/base-path';
import { customDomains, DomainNames } from './api-gateway/domain-names';
import { ListeningApi, listenForApis } from './api-gateway/listening-apis';
import { Method } from './api-gateway/routes';
import { UsagePlans } from './api-gateway/usage-plans';
import { cdkApp, CdkAppOptions } from './cdk-app';
import { readAssembly, SynthesizedStack } from './cloudformation/assembly';
import { InvokeUrls } from './cloudformation/invoke-urls';
import { missedResources } from './cloudformation/missed-resources';
import { Stack, StackOutput } from './cloudformation/stack';
import { IssueTokenOptions, NamedTrustedToken, UserPools } from './cognito/user-pools';
import { AuthorizationProxy } from './dynamodb/authorization-proxy';
import { CustomerKeys } from './dynamodb/customer-keys';
import { Database, DatabaseOptions, startDatabase } from './dynamodb/database';
import { PartitionKeys } from './dynamodb/partition-keys';
import { AccessKeys } from './iam/access-keys';
import { TemporaryCredentials } from './iam/credentials';
import { distinctMessages } from './iam/distinct-messages';
import { Roles } from './iam/roles';
import { Caller, IssueCredentialsOptions, SecurityTokenService } from './iam/security-token-service';
import { LambdaService } from './lambda/lambda-service';
import { Lifetime } from './machine/lifetime';
import { ObservedRequest } from './observation/observed-request';
import { RequestHistory } from './observation/request-history';
import { LogEntry } from './observation/trace';
import { synthesize } from './synthesis';

export interface LocalStackOptions extends CdkAppOptions, DatabaseOptions {
  /** The folder of a synthesised app, usually `cdk.out`. @default the app is synthesised */
  readonly assembly?: string;
  /** The port of the first API; 0 selects a free one. Further APIs take the ports after it. */
  readonly port?: number;
  /** Whether each function starts before the stack listens, rather than at its first request. Default: true. */
  readonly warm?: boolean;
  /** Ends with the stack. Ending it stops the stack, even while it starts. */
  readonly lifetime?: Lifetime;
  readonly onProgress?: (line: string) => void;
  readonly onLog?: (entry: LogEntry) => void;
  /** Receives each request when it is answered. */
  readonly onRequest?: (request: ObservedRequest) => void;
}

export interface LocalApi {
  readonly name: string;
  readonly description?: string;
  /** With a slash at the end, like RestApi.url. */
  readonly url: string;
  readonly stackName: string;
  readonly logicalId: string;
  /** Whether the API is available at custom domain names only. */
  readonly isDefaultEndpointDisabled: boolean;
  /** The custom domain names that are mapped to it. */
  readonly domains: LocalDomain[];
}

interface LocalDomain {
  /** The `Host` header of its requests. */
  readonly host: string;
  /** The local URL with the base path. */
  readonly url: string;
}

interface Deployed {
  readonly stacks: Stack[];
  readonly apis: ListeningApi[];
  readonly basePaths: BasePath[];
  readonly stages: ApiStages;
  readonly userPools: UserPools;
  readonly apiKeys: ApiKeys;
  readonly securityTokenService: SecurityTokenService;
  readonly database: Database;
  readonly requests: RequestHistory;
  readonly lifetime: Lifetime;
  readonly onProgress: (line: string) => void;
}

/** A synthesised app that is served on this machine. */
export class LocalStack {
  static async start(options: LocalStackOptions = {}): Promise<LocalStack> {
    const lifetime = options.lifetime ?? new Lifetime();
    try {
      return await LocalStack.deploy(options, lifetime);
    } catch (error) {
      await lifetime.end();
      throw error;
    }
  }

  private static async deploy(options: LocalStackOptions, lifetime: Lifetime): Promise<LocalStack> {
    const { warm = true, onLog = () => undefined, onProgress = () => undefined, onRequest = () => undefined } = options;
    const assembly = options.assembly ?? await synthesize(cdkApp(options), lifetime, onProgress);
    const invokeUrls = new InvokeUrls();
    const stacks = Stack.all(readSound(assembly, onProgress), invokeUrls, onProgress);
    tellMissed(stacks, onProgress);
    const apis = await listenForApis(stacks, options.port ?? 0, lifetime);
    for (const { resource, server } of apis) {
      invokeUrls.add(resource.physicalId, server.url);
    }

    const roles = new Roles(stacks, onProgress);
    const database = await startDatabase(stacks, roles, options, lifetime, onProgress);
    const accessKeys = new AccessKeys();
    const dynamoDbEndpoint = await AuthorizationProxy.listen({
      dynamoDb: database,
      accessKeys,
      customerKeys: new CustomerKeys(stacks),
      partitionKeys: new PartitionKeys(stacks),
      lifetime,
      onUndecided: (logicalId, reason) => onLog({ logicalId, line: `its role's policies cannot be evaluated in full: ${reason}` }),
    });
    const lambda = new LambdaService({ stacks, dynamoDbEndpoint, accessKeys, roles, lifetime, onLog, onProgress });
    const userPools = new UserPools(stacks);
    const apiKeys = new ApiKeys(stacks);
    const usagePlans = new UsagePlans(stacks, apiKeys);
    const requests = new RequestHistory();
    const domains = customDomains(stacks, onProgress);
    const stages = new ApiStages(apis, domains.basePaths, (logicalId) => ({
      lambda,
      userPools,
      usagePlans,
      accessKeys,
      onRequest: (request, trace) => {
        requests.add(request);
        onRequest(request);
        trace.onLater(() => requests.changed(request));
      },
      onAccess: (line) => onLog({ logicalId, line }),
      onFault: (line) => onLog({ logicalId, line }),
      onUndecided: distinctMessages((line) => onLog({ logicalId, line })),
    }));
    if (warm) {
      await lambda.warm();
    }
    lifetime.assertNotOver();
    const domainNames = new DomainNames(domains, stages.defaultEndpoints);
    apis.forEach(({ server }, at) => server.serve(new ApiEndpoint(stages.firsts[at], stages, domainNames, onProgress)));
    const securityTokenService = new SecurityTokenService(roles, accessKeys, stacks[0].region);
    return new LocalStack({
      stacks,
      apis,
      stages,
      basePaths: domains.basePaths,
      userPools,
      apiKeys,
      securityTokenService,
      lifetime,
      onProgress,
      database,
      requests,
    });
  }

  readonly apis: LocalApi[];
  readonly apiKeys: ApiKeys;
  /** The latest requests, with the events behind them. */
  readonly requests: RequestHistory;
  readonly dynamoDbEndpoint: string;
  /** The outputs of all stacks, in the order of their templates. */
  readonly outputs: StackOutput[];
  /** Resolves to the reason if the engine ends, after which the stack cannot serve. */
  readonly failure: Promise<string>;

  private constructor(private readonly deployed: Deployed) {
    const { apis, apiKeys, basePaths, database, onProgress, stacks, stages } = deployed;
    this.apis = apis.map(({ resource: { logicalId, physicalId, properties }, server, stack }, at) => ({
      name: properties.Name ?? physicalId,
      description: properties.Description,
      url: server.url,
      stackName: stack.name,
      logicalId,
      isDefaultEndpointDisabled: stages.firsts[at].isDefaultEndpointDisabled,
      domains: basePaths
        .filter(({ apiId }) => apiId === physicalId)
        .map(({ host, prefix }) => ({ host, url: server.url.replace(/\/$/, prefix) })),
    }));
    this.apiKeys = apiKeys;
    this.requests = deployed.requests;
    this.dynamoDbEndpoint = database.endpoint;
    this.outputs = stacks.flatMap((stack) => stack.outputs(onProgress));
    this.failure = database.failure ?? new Promise(() => undefined);
  }

  /** The first API's URL. */
  get url(): string {
    return this.apis[0].url;
  }

  /** The result of `Ref`: for example a table's name or a function's name. */
  physicalId(logicalId: string): string {
    const stack = this.deployed.stacks.find((candidate) => candidate.has(logicalId));
    if (!stack) {
      throw new Error(`no stack has a resource ${logicalId}`);
    }
    return stack.physicalId(logicalId);
  }

  /** Issues a token of a user pool that the authorizers accept: with `scopes` an access token, without an ID token. */
  async issueToken(options: IssueTokenOptions): Promise<string> {
    return this.deployed.userPools.issueToken(options);
  }

  /** The tokens that the stack's methods accept. */
  get trustedTokens(): NamedTrustedToken[] {
    return this.deployed.userPools.trustedTokens;
  }

  /** Issues credentials of a role for signing requests; with `identityId` for a user of a Cognito identity pool. */
  issueCredentials(options: IssueCredentialsOptions = {}): TemporaryCredentials {
    return this.deployed.securityTokenService.issueCredentials(options);
  }

  /** The roles of the app that may invoke APIs; undefined if no method uses IAM authorization. */
  get callers(): Caller[] | undefined {
    const methods = this.deployed.stacks.flatMap((stack) => stack.resources<Method>('AWS::ApiGateway::Method'));
    return methods.some(({ properties }) => properties.AuthorizationType === 'AWS_IAM')
      ? this.deployed.securityTokenService.callers()
      : undefined;
  }

  async stop(): Promise<void> {
    return this.deployed.lifetime.end();
  }
}

/** Reads the stacks of the assembly; throws if the app reports errors, like the CDK CLI. */
function readSound(assembly: string, onProgress: (line: string) => void): SynthesizedStack[] {
  const synthesized = readAssembly(assembly);
  for (const warning of synthesized.flatMap(({ warnings }) => warnings)) {
    onProgress(`warning: ${warning}`);
  }
  const errors = synthesized.flatMap((stack) => stack.errors);
  if (errors.length) {
    throw new Error(errors.join('\n'));
  }
  return synthesized;
}

/** Lists the resources in the templates that are not emulated. */
function tellMissed(stacks: readonly Stack[], onProgress: (line: string) => void): void {
  const missed = missedResources(stacks);
  if (missed.length) {
    onProgress(['in the templates, but not emulated here:', ...missed].join('\n  '));
  }
}
