import { apiResources } from './api-resources';
import { Stack } from '../cloudformation/stack';

/** The properties of an AWS::ApiGateway::Method. */
export interface Method {
  readonly HttpMethod: string;
  readonly ResourceId: string;
  readonly RestApiId: string;
  readonly ApiKeyRequired?: boolean | string;
  readonly AuthorizationScopes?: string[];
  readonly AuthorizationType?: string;
  readonly AuthorizerId?: string;
  readonly Integration?: Integration;
  readonly MethodResponses?: MethodResponse[];
  readonly OperationName?: string;
  readonly RequestModels?: Record<string, string>;
  readonly RequestParameters?: Record<string, boolean>;
  readonly RequestValidatorId?: string;
}

export interface Integration {
  readonly Type: string;
  readonly Credentials?: string;
  readonly Uri?: string;
  readonly TimeoutInMillis?: number | string;
  readonly ConnectionType?: string;
  readonly ContentHandling?: string;
  readonly IntegrationHttpMethod?: string;
  readonly IntegrationResponses?: IntegrationResponse[];
  readonly PassthroughBehavior?: string;
  readonly RequestParameters?: Record<string, string>;
  readonly RequestTemplates?: Record<string, string>;
}

interface MethodResponse {
  readonly StatusCode: string | number;
  readonly ResponseModels?: Record<string, string>;
  readonly ResponseParameters?: Record<string, unknown>;
}

export interface IntegrationResponse {
  readonly StatusCode: string | number;
  readonly ContentHandling?: string;
  readonly SelectionPattern?: string;
  readonly ResponseParameters?: Record<string, string>;
  readonly ResponseTemplates?: Record<string, string>;
}

/** A resource of the API that has methods. */
export interface Route {
  readonly resourceId: string;
  readonly resourcePath: string;
  readonly methods: ReadonlyMap<string, Method>;
}

export interface RouteMatch extends Route {
  /** Percent-encoded, as API Gateway passes them on. */
  readonly pathParameters: Record<string, string>;
}

interface ResourceProperties {
  readonly ParentId: string;
  readonly PathPart: string;
  readonly RestApiId: string;
}

/** The resources of an API that have methods, the most specific first. */
export function routes(stack: Stack, apiId: string, rootResourceId: string): Route[] {
  const parts = new Map(
    apiResources<ResourceProperties>(stack, apiId, 'AWS::ApiGateway::Resource').map((part) => [part.physicalId, part.properties]),
  );
  const pathOf = (resourceId: string): string => {
    const part = parts.get(resourceId);
    return part ? `${pathOf(part.ParentId)}/${part.PathPart}` : '';
  };
  const methods = apiResources<Method>(stack, apiId, 'AWS::ApiGateway::Method').map(({ properties }) => properties);
  const resourceIds = [rootResourceId, ...parts.keys()].filter((id) => methods.some(({ ResourceId }) => ResourceId === id));
  return resourceIds
    .map((resourceId) => ({
      resourceId,
      resourcePath: pathOf(resourceId) || '/',
      methods: new Map(methods.filter(({ ResourceId }) => ResourceId === resourceId).map((method) => [method.HttpMethod, method])),
    }))
    .sort((left, right) => compare(specificity(left), specificity(right)));
}

/** The route of a raw request path. An empty segment matches no parameter; a trailing slash is ignored. */
export function matchRoute(candidates: Route[], path: string, method: string): RouteMatch | undefined {
  const given = segments(path);
  const matches = candidates.flatMap((route) => {
    const pathParameters = matchSegments(segments(route.resourcePath), given);
    return pathParameters ? [{ ...route, pathParameters }] : [];
  });
  // A resource without the method leaves the request to a less specific one that has it.
  return matches.find((match) => methodOf(match, method)) ?? matches[0];
}

/** The methods that ANY stands for. */
const ANY = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** The method of a route that a request calls. */
export function methodOf({ methods }: Route, method: string): Method | undefined {
  return methods.get(method) ?? (ANY.includes(method) ? methods.get('ANY') : undefined);
}

/** The called path, without a slash at the end. */
export function invokedPath({ pathParameters, resourcePath }: RouteMatch): string {
  return resourcePath.replace(/\{([^}+]+)\+?\}/g, (_segment, name: string) => pathParameters[name]);
}

function matchSegments(wanted: string[], given: string[]): Record<string, string> | undefined {
  const greedy = wanted.at(-1)?.endsWith('+}');
  if (greedy ? given.length < wanted.length : given.length !== wanted.length) {
    return undefined;
  }
  const values = greedy ? [...given.slice(0, wanted.length - 1), given.slice(wanted.length - 1).join('/')] : given;
  const parameters: Record<string, string> = {};
  for (const [at, segment] of wanted.entries()) {
    if (isParameter(segment) ? values[at] === '' : values[at] !== segment) {
      return undefined;
    }
    if (isParameter(segment)) {
      parameters[segment.replace(/^\{|\+?\}$/g, '')] = values[at];
    }
  }
  return parameters;
}

function segments(path: string): string[] {
  return path.replace(/^\//, '').replace(/(?<=.)\/$/, '').split('/');
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{');
}

/** A sort key: segment by segment, a literal before a parameter, and a parameter before a greedy one. */
function specificity({ resourcePath }: Route): string {
  return segments(resourcePath).map((segment) => segment.endsWith('+}') ? '2' : isParameter(segment) ? '1' : '0').join('');
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
