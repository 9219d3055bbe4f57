import { ApiServers } from './api-gateway/api-servers';
import { UserPool } from './cognito/user-pool';
import { connect, Database, DatabaseOptions } from './dynamodb/database';
import { AccessKeys } from './iam/access-keys';
import { distinctMessages } from './iam/distinct-messages';
import { Inspector } from './lambda/inspector';
import { Lifetime } from './machine/lifetime';
import { ObservedRequest } from './observation/observed-request';
import { RequestHistory } from './observation/request-history';
import { LogEntry, Trace } from './observation/trace';

export interface AccountOptions extends DatabaseOptions {
  /** The port of the first API; 0 selects a free one. Further APIs take the ports after it. */
  readonly port?: number;
  /** Ends with the stack. Ending it stops the stack, even while it starts. @internal */
  readonly lifetime?: Lifetime;
  /** The functions to debug, by logical id or by a part of the construct path, and the port of the inspector of each. */
  readonly inspect?: Readonly<Record<string, number>>;
  readonly onProgress?: (line: string) => void;
  readonly onLog?: (entry: LogEntry) => void;
  /** Receives each request when it is answered. */
  readonly onRequest?: (request: ObservedRequest) => void;
}

/** The parts of the stack that outlive a deployment: its ports, its data, the credentials that it issued, and its history. */
export class Account {
  readonly lifetime: Lifetime;
  readonly servers: ApiServers;
  readonly accessKeys = new AccessKeys();
  /** The generated values of API keys, by id. */
  readonly apiKeyValues = new Map<string, string>();
  /** By ARN. */
  readonly userPools = new Map<string, UserPool>();
  readonly requests = new RequestHistory();
  readonly inspectors: readonly Inspector[];
  /** Reports the progress of a deployment; a line that an earlier deployment reported is not repeated. */
  readonly tell: (line: string) => void;
  private connected?: Promise<Database>;

  constructor(private readonly options: AccountOptions) {
    this.lifetime = options.lifetime ?? new Lifetime();
    this.tell = distinctMessages((line: string) => options.onProgress?.(line));
    this.inspectors = Object.entries(options.inspect ?? {}).map(([name, port]) => new Inspector(name, port));
    this.servers = new ApiServers(options.port ?? 0, this.lifetime);
  }

  /** Started when a deployment first needs it. */
  async database(): Promise<Database> {
    this.connected ??= connect(this.options, this.lifetime, this.tell);
    return this.connected;
  }

  /** Reports an event, even if the same was reported before. */
  readonly report = (line: string): void => this.options.onProgress?.(line);

  readonly log = (logicalId: string, line: string): void => this.options.onLog?.({ logicalId, line });

  readonly observe = (request: ObservedRequest, trace: Trace): void => {
    this.requests.add(request);
    this.options.onRequest?.(request);
    trace.onLater(() => this.requests.changed(request));
  };
}
