import { Account } from './account';
import { ApiEndpoint } from './api-gateway/api-endpoint';
import { ApiKeys } from './api-gateway/api-keys';
import { ListeningApi } from './api-gateway/api-servers';
import { ApiStages } from './api-gateway/api-stages';
import { customDomains, DomainNames } from './api-gateway/domain-names';
import { LocalApi, localApi } from './api-gateway/local-api';
import { UsagePlans } from './api-gateway/usage-plans';
import { deployableStacks } from './cloudformation/deployable-stacks';
import { InvokeUrls } from './cloudformation/invoke-urls';
import { Stack, StackOutput } from './cloudformation/stack';
import { UserPools } from './cognito/user-pools';
import { AuthorizationProxy } from './dynamodb/authorization-proxy';
import { CustomerKeys } from './dynamodb/customer-keys';
import { createDatabaseTables } from './dynamodb/database';
import { PartitionKeys } from './dynamodb/partition-keys';
import { CallerIdentity } from './iam/caller-identity';
import { distinctMessages } from './iam/distinct-messages';
import { Roles } from './iam/roles';
import { SecurityTokenService } from './iam/security-token-service';
import { inspectedFunctions } from './lambda/inspected-functions';
import { LambdaApi } from './lambda/lambda-api';
import { LambdaService } from './lambda/lambda-service';
import { Surroundings } from './lambda/process-environment';
import { InFlight } from './machine/in-flight';
import { Lifetime } from './machine/lifetime';
import { ServiceEndpoint } from './service-endpoint/service-endpoint';
import { ParameterStore } from './ssm/parameter-store';
import { Parameters } from './ssm/parameters';

/** The parts of the stack that are made from one cloud assembly: its stacks, functions, routes and policies. */
export class Deployment {
  static async create(
    assembly: string, account: Account, lifetime: Lifetime, surroundings: Omit<Surroundings, 'awsEndpoint'>,
  ): Promise<Deployment> {
    const { accessKeys, log, tell } = account;
    const inFlight = new InFlight();
    const invokeUrls = new InvokeUrls();
    const stacks = deployableStacks(assembly, invokeUrls, tell);
    const apis = await account.servers.listen(stacks);
    for (const { resource, server } of apis) {
      invokeUrls.add(resource.physicalId, server.url);
    }
    const roles = new Roles(stacks, tell);
    const dynamoDb = await account.database();
    await createDatabaseTables(stacks, roles, dynamoDb, lifetime, tell, account.report);
    const services = await ServiceEndpoint.listen(accessKeys, lifetime, log);
    const lambda = new LambdaService({
      stacks,
      surroundings: { ...surroundings, awsEndpoint: services.url },
      accessKeys,
      roles,
      lifetime,
      inFlight,
      inspectors: inspectedFunctions(stacks, account.inspectors, tell),
      onLog: ({ line, logicalId }) => log(logicalId, line),
      onProgress: tell,
    });
    const onUndecided = (logicalId: string, reason: string) => log(logicalId, `a policy of its role cannot be evaluated in full: ${reason}`);
    services.serve({
      dynamodb: new AuthorizationProxy({
        dynamoDb,
        accessKeys,
        customerKeys: new CustomerKeys(stacks),
        partitionKeys: new PartitionKeys(stacks),
        lifetime,
        onUndecided,
      }),
      lambda: new LambdaApi({ lambda, accessKeys, onUndecided, onRefused: log }),
      ssm: new ParameterStore({ parameters: new Parameters(stacks), accessKeys, onUndecided, onRefused: log }),
      sts: new CallerIdentity(accessKeys, log),
    });
    return new Deployment(account, lifetime, inFlight, stacks, apis, roles, lambda, services.url);
  }

  readonly apis: LocalApi[];
  readonly apiKeys: ApiKeys;
  readonly userPools: UserPools;
  readonly securityTokenService: SecurityTokenService;
  /** The outputs of all stacks, in the order of their templates. */
  readonly outputs: StackOutput[];
  private readonly endpoints: ApiEndpoint[];

  private constructor(
    private readonly account: Account,
    private readonly lifetime: Lifetime,
    private readonly inFlight: InFlight,
    readonly stacks: Stack[],
    private readonly listening: ListeningApi[],
    readonly roles: Roles,
    private readonly lambda: LambdaService,
    dynamoDbEndpoint: string,
  ) {
    const { accessKeys, apiKeyValues, log, observe, tell, userPools } = account;
    this.userPools = new UserPools(stacks, userPools);
    this.apiKeys = new ApiKeys(stacks, apiKeyValues);
    this.securityTokenService = new SecurityTokenService(roles, accessKeys, stacks[0].region);
    const usagePlans = new UsagePlans(stacks, this.apiKeys);
    const domains = customDomains(stacks, tell);
    const stages = new ApiStages(listening, domains.basePaths, (logicalId) => ({
      lambda,
      userPools: this.userPools,
      usagePlans,
      accessKeys,
      dynamoDbEndpoint,
      onRequest: observe,
      onAccess: (line) => log(logicalId, line),
      onFault: (line) => log(logicalId, line),
      onUndecided: distinctMessages((line) => log(logicalId, line)),
    }));
    const domainNames = new DomainNames(domains, stages.defaultEndpoints);
    this.endpoints = stages.firsts.map((restApi) => new ApiEndpoint(restApi, stages, domainNames, account.report));
    this.apis = listening.map((api, at) => localApi(api, stages.firsts[at], domains.basePaths));
    this.outputs = stacks.flatMap((stack) => stack.outputs(tell));
  }

  /** Starts an environment of each function, so that a function that fails to load is noticed at once. */
  async warm(): Promise<void> {
    return this.lambda.warm();
  }

  /** Answers the requests to the APIs from now on. */
  serve(): void {
    this.lifetime.assertNotOver();
    this.account.accessKeys.renew(this.roles);
    for (const [at, { server }] of this.listening.entries()) {
      const endpoint = this.endpoints[at];
      server.serve({
        handle: async (request) => this.inFlight.run(async () => endpoint.handle(request)),
        fault: (error) => endpoint.fault(error),
      });
    }
    this.account.servers.keep(this.listening);
  }

  /** Ends when the requests and invocations in progress have. */
  async retire(): Promise<void> {
    await this.inFlight.none();
    await this.lifetime.end();
  }
}
