import { randomUUID } from 'node:crypto';
import { ApiStages } from './api-stages';
import { BasePath, pathBehind } from './base-path';
import { DomainNames } from './domain-names';
import { hostName, HttpResponse, ReceivedRequest } from './http';
import { RestApi } from './rest-api';
import { isLoopback } from '../machine/loopback';

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
    const basePaths = this.basePaths(hostName(request));
    const path = basePaths.every(({ isDefaultEndpoint }) => isDefaultEndpoint) ? oneSlash(request.path) : request.path;
    const basePath = basePaths.find((candidate) => pathBehind(candidate, path) !== undefined);
    const restApi = basePath && this.stages.find(basePath);
    if (!restApi) {
      // Without the path, which may contain a user's id.
      this.onUnmapped(`no API is mapped to the path of a request to ${hostName(request)}`);
      return forbidden();
    }
    if (basePath.isDefaultEndpoint && restApi.isDefaultEndpointDisabled) {
      restApi.fault(new Error('the default endpoint is disabled: the API is available at its domain names only'));
      return forbidden();
    }
    const behind = pathBehind(basePath, path) ?? path;
    const routePath = basePath.isDefaultEndpoint ? oneSlash(behind) : behind;
    return restApi.handle({
      ...request,
      routePath,
      eventPath: basePath.isDefaultEndpoint ? routePath : path,
      contextPath: isLocalUrl(basePath) ? restApi.defaultEndpoint.prefix + request.path : path,
    });
  }

  private basePaths(host: string): BasePath[] {
    return this.domainNames.basePaths(host) ?? (isLoopback(host) ? [{ ...this.restApi.defaultEndpoint, prefix: '' }] : []);
  }
}

/** API Gateway ignores further slashes at the beginning of a path. */
function oneSlash(path: string): string {
  return path.replace(/^\/+/, '/');
}

/** A local URL is an API's default endpoint without the stage. */
function isLocalUrl({ isDefaultEndpoint, prefix }: BasePath): boolean {
  return isDefaultEndpoint === true && !prefix;
}

/** Not a gateway response: the request belongs to no API. */
function forbidden(): HttpResponse {
  return {
    statusCode: 403,
    headers: [['Content-Type', 'application/json'], ['x-amzn-ErrorType', 'ForbiddenException'], ['x-amzn-RequestId', randomUUID()]],
    body: '{"message":"Forbidden"}',
  };
}
