import { Account, AccountOptions } from './account';
import { ApiKeys } from './api-gateway/api-keys';
import { LocalApi } from './api-gateway/local-api';
import { Method } from './api-gateway/routes';
import { assemblyFiles, CdkApp, cdkApp, CdkAppOptions, projectFolders } from './cdk-app';
import { StackOutput } from './cloudformation/stack';
import { IssueTokenOptions, NamedTrustedToken } from './cognito/user-pools';
import { Console } from './console/console';
import { ConsoleApp } from './console/console-app';
import { Deployment } from './deployment';
import { Database } from './dynamodb/database';
import { TemporaryCredentials } from './iam/credentials';
import { Caller, IssueCredentialsOptions } from './iam/security-token-service';
import { sdkFolders } from './lambda/sdk-folders';
import { RequestHistory } from './observation/request-history';
import { loadSeed, readSeed, Seed } from './seed';
import { SignedCall, signedCall } from './signed-calls';
import { SynthesisError, synthesize } from './synthesis';
import { watch } from './watch';

export interface LocalStackOptions extends AccountOptions, CdkAppOptions {
  /** The folder of a synthesised app, usually `cdk.out`. @default the app is synthesised */
  readonly assembly?: string;
  /** The port of the console, a web page; 0 selects a free one. @default no console */
  readonly consolePort?: number;
  /** Whether each function starts before the stack listens, rather than at its first request. @default true */
  readonly warm?: boolean;
  /** Whether the functions can only connect to this machine. @default false */
  readonly offline?: boolean;
  /** Whether an edit of the app's files reloads the stack; the "watch" of `cdk.json` selects the files. @default false */
  readonly watch?: boolean;
  /** The items that are loaded into the empty tables at startup: a file, or the items of each table. */
  readonly seed?: string | Seed;
  /** Runs before the app is synthesised again. */
  readonly beforeReload?: () => Promise<void>;
  /** Called after each reload that an edit causes. */
  readonly onReload?: (stack: LocalStack) => void;
}

/** A synthesised app that is served on this machine. */
export class LocalStack {
  static async start(options: LocalStackOptions = {}): Promise<LocalStack> {
    const { consolePort: port, warm = true } = options;
    const account = new Account(options);
    try {
      const seed = typeof options.seed === 'string' ? readSeed(options.seed) : options.seed;
      const deployment = await deploy(options, account);
      if (seed) {
        await loadSeed(seed, deployment.stacks, await account.database(), account.tell);
      }
      if (warm) {
        await deployment.warm();
      }
      deployment.serve();
      const database = await account.database();
      const app = consoleApp(deployment, account, database);
      const shown = port === undefined
        ? undefined : await Console.listen({ port, app, history: account.requests, lifetime: account.lifetime });
      const stack = new LocalStack(options, account, deployment, database, shown);
      if (options.watch) {
        await watch(appOf(options).watched, account.lifetime, async (file) => stack.reloadAfterEdit(file));
      }
      return stack;
    } catch (error) {
      await account.lifetime.end();
      throw error;
    }
  }

  /** The latest requests, with the events behind them. */
  readonly requests: RequestHistory;
  readonly dynamoDbEndpoint: string;
  /** Resolves to the reason if the engine ends, after which the stack cannot serve. */
  readonly failure: Promise<string>;

  private reloading: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly options: LocalStackOptions,
    private readonly account: Account,
    private deployment: Deployment,
    private readonly database: Database,
    private readonly console?: Console,
  ) {
    this.requests = account.requests;
    this.dynamoDbEndpoint = database.toolEndpoint;
    this.failure = database.failure ?? new Promise(() => undefined);
  }

  get apis(): LocalApi[] {
    return this.deployment.apis;
  }

  get apiKeys(): ApiKeys {
    return this.deployment.apiKeys;
  }

  /** The outputs of all stacks, in the order of their templates. */
  get outputs(): StackOutput[] {
    return this.deployment.outputs;
  }

  /** The first API's URL. */
  get url(): string {
    return this.apis[0].url;
  }

  /** The console's URL; undefined without a console. */
  get consoleUrl(): string | undefined {
    return this.console?.url;
  }

  /** The result of `Ref`: for example a table's name or a function's name. */
  physicalId(logicalId: string): string {
    const stack = this.deployment.stacks.find((candidate) => candidate.has(logicalId));
    if (!stack) {
      throw new Error(`no stack has a resource ${logicalId}`);
    }
    return stack.physicalId(logicalId);
  }

  /** Issues a token of a user pool that the authorizers accept: with `scopes` an access token, without an ID token. */
  async issueToken(options: IssueTokenOptions): Promise<string> {
    return this.deployment.userPools.issueToken(options);
  }

  /** The tokens that the stack's methods accept. */
  get trustedTokens(): NamedTrustedToken[] {
    return this.deployment.userPools.trustedTokens;
  }

  /** Issues credentials of a role for signing requests; with `identityId` for a user of a Cognito identity pool. */
  issueCredentials(options: IssueCredentialsOptions = {}): TemporaryCredentials {
    return this.deployment.securityTokenService.issueCredentials(options);
  }

  /** A signed request that credentials of a role may send to one of the APIs. */
  signedCall(credentials: TemporaryCredentials): SignedCall | undefined {
    const open = this.apis.filter(({ isDefaultEndpointDisabled }) => !isDefaultEndpointDisabled);
    return signedCall(credentials, open, this.deployment.stacks, this.account.accessKeys);
  }

  /** The roles of the app that may invoke APIs; undefined if no method uses IAM authorization. */
  get callers(): Caller[] | undefined {
    const methods = this.deployment.stacks.flatMap((stack) => stack.resources<Method>('AWS::ApiGateway::Method'));
    return methods.some(({ properties }) => properties.AuthorizationType === 'AWS_IAM')
      ? this.deployment.securityTokenService.callers()
      : undefined;
  }

  /**
   * Deploys the app as it is now. Requests in progress finish on the old code; ports, data, tokens and credentials stay.
   * If the deployment fails, the stack serves the old app, and the promise is rejected.
   */
  async reload(): Promise<void> {
    const reloaded = this.reloading.then(async () => this.replace());
    this.reloading = reloaded.catch(() => undefined);
    return reloaded;
  }

  private async reloadAfterEdit(file: string): Promise<void> {
    const { onProgress = () => undefined, onReload } = this.options;
    onProgress(`${file} was edited`);
    try {
      await this.reload();
      onProgress('the new app is served');
      onReload?.(this);
    } catch (error) {
      if (!this.account.lifetime.over) {
        onProgress(error instanceof SynthesisError ? error.summary : (error as Error).message);
        onProgress('the app from before the edit is still served');
      }
    }
  }

  private async replace(): Promise<void> {
    const replaced = this.deployment;
    await this.options.beforeReload?.();
    this.deployment = await deploy(this.options, this.account).catch((error: Error) => {
      replaced.serve();
      throw error;
    });
    this.deployment.serve();
    this.console?.show(consoleApp(this.deployment, this.account, this.database));
    void replaced.retire();
    if (this.options.warm ?? true) {
      void this.deployment.warm();
    }
  }

  async stop(): Promise<void> {
    return this.account.lifetime.end();
  }
}

function consoleApp(
  { apiKeys, apis, roles, securityTokenService, stacks, userPools }: Deployment, { accessKeys }: Account, database: Database,
): ConsoleApp {
  return { accessKeys, apiKeys, apis, database, roles, securityTokenService, stacks, userPools };
}

function appOf(options: LocalStackOptions): CdkApp {
  const { assembly } = options;
  return assembly === undefined ? cdkApp(options) : { name: assembly, assembly, watched: assemblyFiles(assembly) };
}

async function deploy(options: LocalStackOptions, account: Account): Promise<Deployment> {
  const lifetime = account.lifetime.nested();
  try {
    const { folder, offline, onProgress } = options;
    const app = appOf(options);
    const assembly = await synthesize(app, lifetime, onProgress);
    return await Deployment.create(assembly, account, lifetime, { offline, sdkFolders: sdkFolders(projectFolders(app, folder)) });
  } catch (error) {
    await lifetime.end();
    throw error;
  }
}
