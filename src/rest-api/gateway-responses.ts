import { Stack } from 'aws-cdk-lib';
import { CfnGatewayResponse, GatewayResponse, ResponseType, RestApiBase } from 'aws-cdk-lib/aws-apigateway';
import { MountPoint } from './mount-point';
import { AuthorizationBinding } from '../authorization/authorization-binding';
import { cfnResources } from '../cdk/cfn-resources';
import { COMMON_HEADERS, contentType } from '../contract/headers';
import { PROBLEM_MEDIA_TYPE, ProblemCode, problemDocument, PROBLEMS } from '../contract/problems';

interface GatewayProblem {
  readonly type: ResponseType;
  readonly code: ProblemCode;
}

/** The two defaults, and the responses that need more detail. */
const GATEWAY_PROBLEMS: readonly GatewayProblem[] = [
  { type: ResponseType.BAD_REQUEST_BODY, code: 'invalid-body' },
  { type: ResponseType.ACCESS_DENIED, code: 'forbidden' },
  { type: ResponseType.THROTTLED, code: 'throttled' },
  { type: ResponseType.DEFAULT_4XX, code: 'refused' },
  { type: ResponseType.DEFAULT_5XX, code: 'internal' },
];

/** Only authorizers return this response. */
const UNAUTHORIZED: GatewayProblem = { type: ResponseType.UNAUTHORIZED, code: 'unauthenticated' };

/**
 * Turns the errors that API Gateway itself returns into problem documents, like those of the functions.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export function addGatewayResponses(
  { api, isShared, scope }: MountPoint,
  { challenge, methodOptions, unknownRoute }: AuthorizationBinding,
  corsHeaders: Record<string, string>,
): void {
  if (isShared) {
    refuseOthers(api);
  }
  const missingToken: GatewayProblem = {
    type: ResponseType.MISSING_AUTHENTICATION_TOKEN,
    code: isShared ? 'missing-authentication-token' : unknownRoute,
  };
  // Other routes of a shared API may have authorizers.
  const unauthorized = isShared || methodOptions.authorizer ? [UNAUTHORIZED] : [];
  for (const { type, code } of [missingToken, ...unauthorized, ...GATEWAY_PROBLEMS]) {
    new GatewayResponse(scope, type.responseType, {
      restApi: api,
      type,
      statusCode: PROBLEMS[code].status?.toString(),
      responseHeaders: { ...literals({ ...headers(code, challenge), ...corsHeaders }), 'X-Request-Id': 'context.requestId' },
      // AWS documents no other key; the Content-Type header names the real media type.
      templates: { 'application/json': JSON.stringify(problemDocument(code, '$context.requestId')) },
    });
  }
}

/** An API can have only one response of each type. */
function refuseOthers(api: RestApiBase): void {
  const [other] = cfnResources(Stack.of(api), /^AWS::ApiGateway::GatewayResponse$/).filter(
    (response) => (response as CfnGatewayResponse).restApiId === api.restApiId,
  );
  if (other) {
    throw new Error(`"gatewayResponses" is true, but the API already has the gateway response ${other.node.path}: leave "gatewayResponses" out`);
  }
}

const headers = (code: ProblemCode, challenge?: string): Record<string, string> => ({
  ...COMMON_HEADERS,
  'Content-Type': contentType(PROBLEM_MEDIA_TYPE),
  ...PROBLEMS[code].headers,
  ...challenge !== undefined && code === UNAUTHORIZED.code && { 'WWW-Authenticate': challenge },
});

const literals = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, `'${value}'`]));
