import { COMMON_HEADERS, REQUEST_HEADERS, RESPONSE_HEADERS, ResponseHeader } from './headers';
import { LIMITS } from './limits';
import { LIST_PARAMETERS, ListParameter } from './list-parameters';
import { NOTE_PATCH, WHOLE_NOTE } from './note-bodies';
import { NotesOperation, OPERATIONS, pathParameters, Route, Success } from './operations';
import { COMMON_PROBLEMS, PROBLEM_MEDIA_TYPE, ProblemCode, PROBLEMS } from './problems';
import { bodySchema, DOCUMENTS, JsonSchema } from './schemas';

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
      responses: Object.fromEntries(
        COMMON_PROBLEMS.map(statusKey).map((status) => [status, problemResponse(withStatus(COMMON_PROBLEMS, status))]),
      ),
      headers: Object.fromEntries([
        ...Object.entries(RESPONSE_HEADERS).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
        ...Object.entries(COMMON_HEADERS).map(([name, value]) => [name, { schema: { type: 'string', enum: [value] } }]),
      ]),
      securitySchemes: security,
    },
  };
}

function operationObject({ id, summary, query, headers, body, successes, problems }: Route): object {
  return {
    operationId: id,
    summary,
    parameters: [...query, ...headers].map((name) => reference('parameters', name)),
    ...body && { requestBody: { required: true, content: content(body.mediaTypes, reference('schemas', body.name)) } },
    responses: {
      ...Object.fromEntries(successes.map((success) => [success.status, successResponse(success)])),
      ...problemResponses(problems),
    },
  };
}

function successResponse({ description, document, headers }: Success): object {
  return {
    description,
    headers: responseHeaders(headers),
    ...document && { content: content(['application/json'], reference('schemas', document)) },
  };
}

/** One response for each status: a shared component, unless the route adds problems to it. */
function problemResponses(own: readonly ProblemCode[]): object {
  const statuses = new Set([...COMMON_PROBLEMS, ...own].map(statusKey));
  return Object.fromEntries(
    [...statuses].map((status) => {
      const added = withStatus(own, status);
      return [
        status,
        added.length > 0 ? problemResponse([...withStatus(COMMON_PROBLEMS, status), ...added]) : reference('responses', status),
      ];
    }),
  );
}

function problemResponse(codes: readonly ProblemCode[]): object {
  const headers = new Set(codes.flatMap((code) => Object.keys(PROBLEMS[code].headers ?? {}) as ResponseHeader[]));
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].detail}`).join('\n\n'),
    headers: responseHeaders([...headers, ...codes.includes('precondition-failed') ? ['ETag' as const] : []]),
    content: content([PROBLEM_MEDIA_TYPE], { ...reference('schemas', 'Problem'), properties: { code: { enum: codes } } }),
  };
}

const withStatus = (codes: readonly ProblemCode[], status: string): ProblemCode[] =>
  codes.filter((code) => statusKey(code) === status || (statusKey(code) === ANY_4XX && GATEWAY_STATUSES.includes(status)));

/** The 4xx statuses that API Gateway itself returns with the code `refused`; other problems use them too. */
const GATEWAY_STATUSES = ['400', '403', '404', '413', '415', '429'];
const ANY_4XX = '4XX';
const statusKey = (code: ProblemCode): string => `${PROBLEMS[code].status ?? ANY_4XX}`;

function responseHeaders(headers: readonly ResponseHeader[]): object {
  const names = [...Object.keys(COMMON_HEADERS), 'X-Request-Id', ...headers];
  return Object.fromEntries(names.map((name) => [name, reference('headers', name)]));
}

const PARAMETERS: Readonly<Record<string, object>> = {
  userId: {
    name: 'userId',
    in: 'path',
    required: true,
    description: PROBLEMS['invalid-user-id'].detail,
    schema: { type: 'string', minLength: 1, maxLength: LIMITS.userIdBytes },
  },
  id: {
    name: 'id',
    in: 'path',
    required: true,
    description: 'The id of the note.',
    schema: { type: 'string', minLength: 1, maxLength: LIMITS.noteIdBytes },
  },
  ...Object.fromEntries(
    (Object.keys(LIST_PARAMETERS) as ListParameter[]).map((name) => [
      name,
      { name, in: 'query', description: LIST_PARAMETERS[name].description, schema: listParameterSchema(name) },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(REQUEST_HEADERS).map(([name, description]) => [name, { name, in: 'header', description, schema: { type: 'string' } }]),
  ),
};

function listParameterSchema(name: ListParameter): JsonSchema {
  const rule = LIST_PARAMETERS[name];
  if ('choices' in rule) {
    return { type: 'string', enum: rule.choices, default: rule.choices[0] };
  }
  return 'minimum' in rule ? { type: 'integer', minimum: rule.minimum, default: rule.default } : { type: 'string' };
}

const reference = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` });

const content = (mediaTypes: readonly string[], schema: object) =>
  Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, { schema }]));
