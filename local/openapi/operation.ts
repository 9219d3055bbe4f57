import { ApiDefinition } from './api-definition';
import { modelReference } from './schemas';
import { security } from './security';
import { Method } from '../api-gateway/routes';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
}

const STRING = { schema: { type: 'string' } };

/** OpenAPI's names of the locations in RequestParameters. */
const LOCATIONS: Record<string, string> = {
  header: 'header', multivalueheader: 'header', multivaluequerystring: 'query', path: 'path', querystring: 'query',
};

/** OpenAPI reserves these: they are the body's type and the security scheme. */
const RESERVED_HEADERS = ['accept', 'authorization', 'content-type'];

/** The operation object of a method. */
export function operation(definition: ApiDefinition, resourcePath: string, method: Method): Record<string, unknown> {
  const { OperationName: operationId, RequestModels = {}, RequestValidatorId = '' } = method;
  const declared = parameters(resourcePath, method).filter(({ name, in: location }) =>
    location !== 'header' || !RESERVED_HEADERS.includes(name.toLowerCase()));
  const validator = definition.validators.get(RequestValidatorId);
  const requirements = security(definition, method);
  return {
    ...operationId && { operationId },
    ...declared.length && { parameters: declared.map((parameter) => ({ ...parameter, ...STRING })) },
    ...Object.keys(RequestModels).length && { requestBody: { content: content(RequestModels), required: true } },
    responses: responses(method),
    ...requirements.length && { security: requirements },
    ...validator && { 'x-amazon-apigateway-request-validator': validator.Name ?? RequestValidatorId },
  };
}

/** The parameters of a method: those in the path, and those that the method declares. */
export function parameters(resourcePath: string, { RequestParameters = {} }: Method): Parameter[] {
  const inPath = [...resourcePath.matchAll(/\{([^}+]+)\+?\}/g)].map(([, name]) => ({ name, in: 'path', required: true }));
  const declared = Object.entries(RequestParameters).map(([parameter, required]) => {
    const [location, name] = parameter.replace('method.request.', '').split(/\.(.*)/s);
    return { name, in: LOCATIONS[location], ...String(required) === 'true' && { required: true } };
  });
  return [...inPath, ...declared.filter(({ in: location }) => location !== 'path')];
}

function responses({ MethodResponses = [] }: Method): Record<string, unknown> {
  if (!MethodResponses.length) {
    return { default: { description: 'The response of the integration' } };
  }
  return Object.fromEntries(MethodResponses.map(({ ResponseModels = {}, ResponseParameters = {}, StatusCode }) => {
    const headers = Object.keys(ResponseParameters).map((name) => [name.replace('method.response.header.', ''), STRING]);
    return [
      String(StatusCode),
      {
        description: `${StatusCode} response`,
        ...headers.length && { headers: Object.fromEntries(headers) },
        content: content(ResponseModels),
      },
    ];
  }));
}

function content(models: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(models).map(([type, model]) => [type, { schema: modelReference(model) }]));
}
