import { ApiDefinition } from './api-definition';
import { operation } from './operation';
import { schemas } from './schemas';
import { securitySchemes } from './security';
import { Method } from '../api-gateway/routes';

/** An OpenAPI 3.0 document. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly description?: string; readonly version: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Record<string, Record<string, unknown>>;
  readonly components: Record<string, unknown>;
  readonly [extension: `x-${string}`]: unknown;
}

/** The key of a method that accepts every HTTP method. */
const ANY = 'x-amazon-apigateway-any-method';

/** The document that API Gateway's GetExport writes for an API (`oas30`, with authorizers and validators), at its local URL. */
export function openApiDocument(definition: ApiDefinition, url: string): OpenApiDocument {
  const { api, properties, routes, validators } = definition;
  return {
    openapi: '3.0.1',
    info: {
      title: properties.Name ?? api.physicalId,
      ...properties.Description && { description: properties.Description },
      // A real export has the date of the API's creation here, unless the API has a version.
      version: properties.Version ?? 'local',
    },
    servers: [{ url: url.replace(/\/$/, '') }],
    paths: Object.fromEntries(routes.map(({ methods, resourcePath }) => [
      resourcePath,
      Object.fromEntries([...methods.values()].map((method) => [key(method), operation(definition, resourcePath, method)])),
    ])),
    components: { schemas: schemas(definition), securitySchemes: securitySchemes(definition) },
    ...validators.size && {
      'x-amazon-apigateway-request-validators': Object.fromEntries(
        [...validators].map(([id, { Name = id, ValidateRequestBody: body, ValidateRequestParameters: parameters }]) => [
          Name,
          { validateRequestParameters: String(parameters) === 'true', validateRequestBody: String(body) === 'true' },
        ]),
      ),
    },
  };
}

function key({ HttpMethod }: Method): string {
  return HttpMethod === 'ANY' ? ANY : HttpMethod.toLowerCase();
}
