import { NOTE_PATCH, WHOLE_NOTE } from './note-bodies';
import { PARAMETERS, REQUIRED_IF_MATCH } from './openapi-parameters';
import { content, reference, usedComponents } from './openapi-reference';
import { HEADERS, problemResponses, SHARED_RESPONSES, successResponse } from './openapi-responses';
import { NotesOperation, pathParameters, Route, routesOf } from './operations';
import { NotesOption } from './options';
import { bodySchema, documentsWith } from './schemas';

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

/** Generators name the client after it. */
const TAG = 'Notes';

export interface OpenApiOptions {
  readonly operations: readonly NotesOperation[];
  /** None by default. */
  readonly options?: readonly NotesOption[];
  readonly servers: readonly object[];
  /** Empty for an open API. */
  readonly security: SecuritySchemes;
  /** Whether writes require a precondition; undefined where it is not known. */
  readonly requireIfMatch?: boolean;
}

/** The OpenAPI 3.1 document of a notes API. */
export function openApiDocument({ operations, options = [], servers, security, requireIfMatch }: OpenApiOptions): object {
  const paths = pathItems(routesOf(operations, options), requireIfMatch);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Notes API',
      summary: 'The notes of each user.',
      description: 'Creates, reads, lists, changes and deletes notes. An error is a problem document (RFC 9457), and its `code` is for programs. '
        + 'The entity tag of a note changes with every write. Send it in `If-Match` to write only if nobody has changed the note since you read it.',
      version: '1.0.0',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    tags: [{ name: TAG, description: 'Notes by user.' }],
    servers,
    // One requirement object: all schemes are required together.
    security: Object.keys(security).length > 0 ? [Object.fromEntries(Object.keys(security).map((name) => [name, []]))] : [],
    paths,
    components: { ...usedComponents(components(options), paths), securitySchemes: security },
  };
}

const components = (options: readonly NotesOption[]) => ({
  schemas: {
    ...documentsWith(options),
    ...Object.fromEntries([WHOLE_NOTE, NOTE_PATCH].map((body) => [body.name, bodySchema(body)])),
  },
  parameters: PARAMETERS,
  responses: SHARED_RESPONSES,
  headers: HEADERS,
});

function pathItems(routes: readonly Route[], requireIfMatch?: boolean): object {
  return Object.fromEntries([...new Set(routes.map(({ path }) => path))].map((path) => [
    path,
    {
      parameters: pathParameters(path).map((name) => reference('parameters', name)),
      ...Object.fromEntries(
        routes.filter((route) => route.path === path).map((route) => [route.method.toLowerCase(), operationObject(route, requireIfMatch)]),
      ),
    },
  ]));
}

function operationObject(route: Route, requireIfMatch?: boolean): object {
  const { id, summary, description, method, query, headers, body, successes, problems } = route;
  const isConditional = problems.includes('precondition-required');
  return {
    operationId: id,
    tags: [TAG],
    summary,
    description: isConditional && requireIfMatch ? `${description} This API requires a precondition.` : description,
    parameters: [...query, ...isConditional && requireIfMatch ? requiredHeaders(route) : headers]
      .map((name) => reference('parameters', name)),
    ...body && { requestBody: { required: true, content: content(body.mediaTypes, reference('schemas', body.name)) } },
    responses: {
      ...Object.fromEntries(successes.map((success) => [success.status, successResponse(success)])),
      ...problemResponses(requireIfMatch === false ? problems.filter((code) => code !== 'precondition-required') : problems, method),
    },
  };
}

/** A client has no use for `If-None-Match` beside a required `If-Match`. Where a route can create a note, it may send either. */
const requiredHeaders = ({ headers, successes }: Route): readonly string[] =>
  successes.some(({ status }) => status === 201) ? headers : [REQUIRED_IF_MATCH];
