import { Access, accessTo } from './access';
import { Callers } from './callers';
import { ConsoleApp } from './console-app';
import { exampleOf } from './example';
import { LocalApi } from '../api-gateway/local-api';
import { RestApiProperties } from '../api-gateway/rest-api';
import { Method } from '../api-gateway/routes';
import { ApiDefinition, JsonSchema } from '../openapi/api-definition';
import { parameters } from '../openapi/operation';
import { modelReference, schemas } from '../openapi/schemas';

/** An API and its definition. */
export interface CataloguedApi {
  readonly id: string;
  readonly address: LocalApi;
  readonly definition: ApiDefinition;
}

/** A route as the page shows it. */
export interface CataloguedRoute {
  readonly method: string;
  readonly path: string;
  readonly access: Access;
  readonly parameters: ReturnType<typeof parameters>;
  readonly validates: string[];
  readonly integration: string;
  /** The example of a body, and its type. */
  readonly body?: { readonly type: string; readonly example: string };
}

/** The APIs that are deployed. */
export function catalogue({ apis, stacks }: ConsoleApp): CataloguedApi[] {
  return apis.flatMap((address) => {
    const stack = stacks.find(({ name }) => name === address.stackName);
    const api = stack?.resources<RestApiProperties>('AWS::ApiGateway::RestApi').find(({ logicalId }) => logicalId === address.logicalId);
    return stack && api ? [{ id: `${address.stackName}/${address.logicalId}`, address, definition: new ApiDefinition(stack, api) }] : [];
  });
}

/** An API as the page shows it. */
export function describedApi({ address, definition, id }: CataloguedApi, callers: Callers, app: ConsoleApp) {
  const { api, properties, routes, stageName } = definition;
  const { domains, isDefaultEndpointDisabled, url } = address;
  return {
    id,
    name: properties.Name ?? api.logicalId,
    description: properties.Description ?? '',
    stage: stageName,
    urls: [...isDefaultEndpointDisabled ? [] : [url], ...domains.map(({ host, url: local }) => `${local} (Host: ${host})`)],
    routes: routes.flatMap(({ methods, resourcePath }) =>
      [...methods.values()].map((method) => route(definition, resourcePath, method, callers, app))),
  };
}

function route(
  definition: ApiDefinition, path: string, method: Method, callers: Callers, app: ConsoleApp,
): CataloguedRoute {
  return {
    method: method.HttpMethod,
    path,
    access: accessTo(definition, method, path, callers, app),
    parameters: parameters(path, method),
    validates: validations(definition, path, method),
    integration: integration(method, app),
    body: bodyOf(definition, method),
  };
}

function validations({ validators }: ApiDefinition, path: string, method: Method): string[] {
  const { ValidateRequestBody, ValidateRequestParameters } = validators.get(method.RequestValidatorId ?? '') ?? {};
  const required = parameters(path, method).filter(({ in: location, required: needed }) => needed && location !== 'path');
  return [
    ...String(ValidateRequestParameters) === 'true' && required.length ? [`requires ${required.map(({ name }) => name).join(', ')}`] : [],
    ...String(ValidateRequestBody) === 'true' && method.RequestModels
      ? Object.entries(method.RequestModels).map(([type, model]) => `body ${type}: ${model}`) : [],
  ];
}

/** The function that a method invokes; otherwise the type and the end of the URI. */
function integration({ Integration: { Type, Uri = '' } = { Type: 'none' } }: Method, { stacks }: ConsoleApp): string {
  const arn = /functions\/(.+)\/invocations$/.exec(Uri)?.[1];
  const lambdaFunction = stacks.flatMap((stack) => stack.resources('AWS::Lambda::Function')).find((resource) => arn?.startsWith(resource.arn));
  return lambdaFunction ? `function ${lambdaFunction.logicalId}` : `${Type} ${Uri.replace(/^arn:([^:]*:){4}/, '')}`.trim();
}

function bodyOf(definition: ApiDefinition, { RequestModels = {} }: Method): CataloguedRoute['body'] {
  const [type, model] = Object.entries(RequestModels)[0] ?? [];
  if (type === undefined || model === undefined) {
    return undefined;
  }
  const example = exampleOf(modelReference(model) as JsonSchema, schemas(definition));
  return { type, example: JSON.stringify(example, undefined, 2) };
}
