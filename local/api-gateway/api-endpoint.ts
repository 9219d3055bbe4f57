import { randomUUID } from 'node:crypto';
import { ApiStages } from './api-stages';
import { BasePath, pathBehind } from './base-path';
import { DomainNames } from './domain-names';
import { hostName, HttpResponse, ReceivedRequest } from './http';
import { RestApi } from './rest-api';

/** The names of the loopback interface. */
const LOOPBACK = /^(localhost|[\d.]+|\[.*\])$/i;

/** The HTTP endpoint at an API's port. It also serves the other APIs' hosts, if a request names one. */
export class ApiEndpoint {
  constructor(
    private readonly restApi: RestApi,
    private readonly stages: ApiStages,
    private readonly domainNames: DomainNames,
    private readonly onUnmapped: (line: string) => void,
  ) {}

  fault(error: Error): void {
    this.restApi.fault(error);
  }

  async handle(request: ReceivedRequest): Promise<HttpResponse> {
    const { path } = request;
    const basePath = this.basePaths(hostName(request)).find((candidate) => pathBehind(candidate, path) !== undefined);
    const restApi = basePath && this.stages.find(basePath);
    if (!restApi) {
      // Without the path, which may contain a user's id.
      this.onUnmapped(`a request to ${hostName(request)} has a path that is mapped to no API`);
      return forbidden();
    }
    if (basePath.isDefaultEndpoint && restApi.isDefaultEndpointDisabled) {
      restApi.fault(new Error('the default endpoint is disabled: the API is available at its domain names only'));
      return forbidden();
    }
    const routePath = pathBehind(basePath, path) ?? path;
    return restApi.handle({ ...request, routePath, eventPath: basePath.isDefaultEndpoint ? routePath : path });
  }

  private basePaths(host: string): BasePath[] {
    const isUnknownHost = this.domainNames.hasCustom && !LOOPBACK.test(host);
    return this.domainNames.basePaths(host) ?? (isUnknownHost ? [] : [{ ...this.restApi.defaultEndpoint, prefix: '' }]);
  }
}

/** Not a gateway response: the request belongs to no API. */
function forbidden(): HttpResponse {
  return {
    statusCode: 403,
    headers: [['Content-Type', 'application/json'], ['x-amzn-ErrorType', 'ForbiddenException'], ['x-amzn-RequestId', randomUUID()]],
    body: '{"message":"Forbidden"}',
  };
}
