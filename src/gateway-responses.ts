import { Stack } from 'aws-cdk-lib';
import { CfnGatewayResponse, GatewayResponse, ResponseType, RestApiBase } from 'aws-cdk-lib/aws-apigateway';
import { cfnResources } from './cfn-resources';
import { COMMON_HEADERS, contentType } from './contract/headers';
import { PROBLEM_MEDIA_TYPE, ProblemCode, problemDocument, PROBLEMS } from './contract/problems';
import { NotesResource } from './notes-resource';

interface GatewayProblem {
  readonly type: ResponseType;
  readonly code: ProblemCode;
}

const GATEWAY_PROBLEMS: readonly GatewayProblem[] = [
  { type: ResponseType.BAD_REQUEST_BODY, code: 'invalid-body' },
  { type: ResponseType.BAD_REQUEST_PARAMETERS, code: 'invalid-parameter' },
  { type: ResponseType.UNAUTHORIZED, code: 'unauthenticated' },
  { type: ResponseType.ACCESS_DENIED, code: 'forbidden' },
  { type: ResponseType.REQUEST_TOO_LARGE, code: 'request-too-large' },
  { type: ResponseType.THROTTLED, code: 'throttled' },
  { type: ResponseType.INTEGRATION_TIMEOUT, code: 'timeout' },
  { type: ResponseType.DEFAULT_4XX, code: 'refused' },
  { type: ResponseType.DEFAULT_5XX, code: 'internal' },
];

/**
 * Gives the errors that API Gateway makes by itself the shape of the functions' own.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export function addGatewayResponses({ api, isShared, scope }: NotesResource, unknownRoute: ProblemCode, corsHeaders: Record<string, string>): void {
  if (isShared) {
    refuseOthers(api);
  }
  const missingToken: GatewayProblem = { type: ResponseType.MISSING_AUTHENTICATION_TOKEN, code: isShared ? 'missing-authentication-token' : unknownRoute };
  for (const { type, code } of [missingToken, ...GATEWAY_PROBLEMS]) {
    new GatewayResponse(scope, type.responseType, {
      restApi: api,
      type,
      statusCode: PROBLEMS[code].status?.toString(),
      responseHeaders: { ...literals({ ...headers(code), ...corsHeaders }), 'X-Request-Id': 'context.requestId' },
      // The key that AWS documents; the header says what it is.
      templates: { 'application/json': JSON.stringify(problemDocument(code, '$context.requestId')) },
    });
  }
}

/** An API has one response of each type. */
function refuseOthers(api: RestApiBase): void {
  const [other] = cfnResources(Stack.of(api), /^AWS::ApiGateway::GatewayResponse$/).filter((response) => (response as CfnGatewayResponse).restApiId === api.restApiId);
  if (other) {
    throw new Error(`"gatewayResponses" is true, but the API has ${other.node.path} already: leave it out`);
  }
}

const headers = (code: ProblemCode): Record<string, string> =>
  ({ ...COMMON_HEADERS, 'Content-Type': contentType(PROBLEM_MEDIA_TYPE), ...PROBLEMS[code].headers });

const literals = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, `'${value}'`]));
