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

/** Opens a port for each API in the assembly. */
export async function listenForApis(stacks: readonly Stack[], firstPort: number, lifetime: Lifetime): Promise<ListeningApi[]> {
  const apis: ListeningApi[] = [];
  for (const stack of stacks) {
    for (const resource of stack.resources<RestApiProperties>('AWS::ApiGateway::RestApi')) {
      apis.push({ stack, resource, server: await ApiServer.listen(await portFor(firstPort, apis.length), lifetime) });
    }
  }
  if (!apis.length) {
    throw new Error('the app has no AWS::ApiGateway::RestApi to serve');
  }
  return apis;
}

/** The first API takes the given port; the others take the next ones, or any free port if those are in use. */
async function portFor(firstPort: number, at: number): Promise<number> {
  if (firstPort === 0 || at === 0) {
    return firstPort;
  }
  return freePort(firstPort + at).catch(() => 0);
}
