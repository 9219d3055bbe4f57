import { NOTE_PATCH, WHOLE_NOTE } from './note-bodies';
import { PARAMETERS } from './openapi-parameters';
import { content, reference } from './openapi-reference';
import { bodilessProblemResponses, HEADERS, problemResponses, SHARED_RESPONSES, successResponse } from './openapi-responses';
import { NotesOperation, OPERATIONS, pathParameters, Route } from './operations';
import { bodySchema, DOCUMENTS } from './schemas';

/** The security schemes by their names. */
export type SecuritySchemes = Readonly<Record<string, object>>;

const inAuthorizationHeader = (description: string, authorizationType: string) => ({
  'type': 'apiKey', 'name': 'Authorization', 'in': 'header', description, 'x-amazon-apigateway-authtype': authorizationType,
});

/** The security schemes of the authorizations, with the extensions that API Gateway exports and imports. */
export const SECURITY_SCHEMES = {
  iam: { sigv4: inAuthorizationHeader('AWS Signature Version 4 for the service execute-api.', 'awsSigv4') },
  cognito: { cognito: inAuthorizationHeader('A token of a Cognito user pool.', 'cognito_user_pools') },
  custom: { custom: inAuthorizationHeader('The credentials that the Lambda authorizer of the API expects.', 'custom') },
} as const satisfies Record<string, SecuritySchemes>;

/** The header in which API Gateway expects an API key. */
export const API_KEY_HEADER = 'X-Api-Key';

/** The scheme of the API key, which is required in addition to the authorization. */
export const API_KEY_SCHEME = {
  apiKey: { type: 'apiKey', name: API_KEY_HEADER, in: 'header', description: 'An API key of a usage plan.' },
} as const satisfies SecuritySchemes;

export interface OpenApiOptions {
  readonly operations: readonly NotesOperation[];
  readonly servers: readonly object[];
  /** Empty for an open API. */
  readonly security: SecuritySchemes;
}

/** The OpenAPI 3.1 document of a notes API. */
export function openApiDocument({ operations, servers, security }: OpenApiOptions): object {
  const routes = operations.flatMap((operation) => OPERATIONS[operation].routes);
  const paths = [...new Set(routes.map(({ path }) => path))];
  return {
    openapi: '3.1.0',
    info: {
      title: 'Notes API',
      summary: 'The notes of each user.',
      version: '1.0.0',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers,
    // One requirement object: all schemes are required together.
    security: Object.keys(security).length > 0 ? [Object.fromEntries(Object.keys(security).map((name) => [name, []]))] : [],
    paths: Object.fromEntries(
      paths.map((path) => [
        path,
        {
          parameters: pathParameters(path).map((name) => reference('parameters', name)),
          ...Object.fromEntries(
            routes.filter((route) => route.path === path).map((route) => [route.method.toLowerCase(), operationObject(route)]),
          ),
        },
      ]),
    ),
    components: {
      schemas: {
        ...DOCUMENTS,
        ...Object.fromEntries([WHOLE_NOTE, NOTE_PATCH].map((body) => [body.name, bodySchema(body)])),
      },
      parameters: PARAMETERS,
      responses: SHARED_RESPONSES,
      headers: HEADERS,
      securitySchemes: security,
    },
  };
}

function operationObject({ id, summary, method, query, headers, body, successes, problems }: Route): object {
  return {
    operationId: id,
    summary,
    parameters: [...query, ...headers].map((name) => reference('parameters', name)),
    ...body && { requestBody: { required: true, content: content(body.mediaTypes, reference('schemas', body.name)) } },
    responses: {
      ...Object.fromEntries(successes.map((success) => [success.status, successResponse(success)])),
      ...method === 'HEAD' ? bodilessProblemResponses(problems) : problemResponses(problems),
    },
  };
}
