import { ListeningApi } from './api-servers';
import { BasePath } from './base-path';
import { RestApi } from './rest-api';

/** An API as its callers see it. */
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

export interface LocalDomain {
  /** The `Host` header of its requests. */
  readonly host: string;
  /** The local URL with the base path. */
  readonly url: string;
}

export function localApi(
  { resource: { logicalId, physicalId, properties }, server, stack }: ListeningApi,
  { isDefaultEndpointDisabled }: RestApi,
  basePaths: readonly BasePath[],
): LocalApi {
  return {
    name: properties.Name ?? physicalId,
    description: properties.Description,
    url: server.url,
    stackName: stack.name,
    logicalId,
    isDefaultEndpointDisabled,
    domains: basePaths
      .filter(({ apiId }) => apiId === physicalId)
      .map(({ host, prefix }) => ({ host, url: server.url.replace(/\/$/, prefix) })),
  };
}
