import { ApiServer } from './api-server';
import { RestApiProperties } from './rest-api';
import { Stack, StackResource } from '../cloudformation/stack';
import { Lifetime } from '../machine/lifetime';
import { freePort } from '../machine/loopback';

/** An API whose port is known before it is served. */
export interface ListeningApi {
  readonly stack: Stack;
  readonly resource: StackResource<RestApiProperties>;
  readonly server: ApiServer;
}

/** The servers of the APIs. An API keeps its server, and so its port, over deployments. */
export class ApiServers {
  /** By the stack and the logical id of the API. */
  private readonly servers = new Map<string, ApiServer>();

  constructor(private readonly firstPort: number, private readonly lifetime: Lifetime) {}

  /** Opens a port for each API in the assembly that has none. */
  async listen(stacks: readonly Stack[]): Promise<ListeningApi[]> {
    const apis: ListeningApi[] = [];
    for (const stack of stacks) {
      for (const resource of stack.resources<RestApiProperties>('AWS::ApiGateway::RestApi')) {
        apis.push({ stack, resource, server: await this.serverOf(`${stack.name}/${resource.logicalId}`) });
      }
    }
    if (!apis.length) {
      throw new Error('the app has no AWS::ApiGateway::RestApi to serve');
    }
    return apis;
  }

  /** Closes the servers of all other APIs. */
  keep(apis: readonly ListeningApi[]): void {
    for (const [api, server] of this.servers) {
      if (!apis.some((kept) => kept.server === server)) {
        server.close();
        this.servers.delete(api);
      }
    }
  }

  private async serverOf(api: string): Promise<ApiServer> {
    const server = this.servers.get(api) ?? await ApiServer.listen(await this.portFor(this.servers.size), this.lifetime);
    this.servers.set(api, server);
    return server;
  }

  /** The first API takes the given port; the others take the next ones, or any free port if those are in use. */
  private async portFor(at: number): Promise<number> {
    if (this.firstPort === 0 || at === 0) {
      return this.firstPort;
    }
    return freePort(this.firstPort + at).catch(() => 0);
  }
}
