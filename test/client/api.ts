import { randomUUID } from 'node:crypto';
import { Duration } from 'aws-cdk-lib';
import { Network } from './network';
import { NotesClient, NotesClientOptions } from '../../client/index';
import { installedEngines } from '../../local/dynamodb/engine';
import { LocalApi, OPEN, Props, startApi } from '../contract/local-api';
import { NotesApi } from 'cdk-notes-api';

/** An API with all options. */
const ALL = { ...OPEN, trash: Duration.days(30), changes: true };

/** A local API that clients reach through a network with faults. */
export interface ClientsApi {
  readonly network: Network;
  readonly api: LocalApi;
  newClient(options?: Partial<NotesClientOptions>): NotesClient;
}

/** It runs for the tests of a file. */
export function startedForClients(props: Props = ALL, customise?: (notes: NotesApi) => void): ClientsApi {
  let api: LocalApi;
  let network: Network;
  beforeAll(async () => {
    api = await startApi({ engine: installedEngines[0] }, props, customise);
    network = await Network.before(api.address.url);
  });
  afterAll(async () => {
    await network?.close();
    await api?.stop();
  });
  afterEach(() => network.meet());
  return {
    get network() { return network; },
    get api() { return api; },
    newClient: (options) => new NotesClient({ url: network.url, userId: `user-${randomUUID()}`, ...options }),
  };
}
