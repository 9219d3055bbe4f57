import { Stack } from 'aws-cdk-lib';
import { CfnGatewayResponse, CfnRestApi } from 'aws-cdk-lib/aws-apigateway';
import { COMMON_HEADERS, contentType } from '../../../../src/contract/headers';
import { PROBLEM_MEDIA_TYPE, ProblemCode, problemDocument, PROBLEMS } from '../../../../src/contract/problems';

const RESPONSES: Readonly<Record<string, ProblemCode>> = {
  MISSING_AUTHENTICATION_TOKEN: 'missing-authentication-token',
  BAD_REQUEST_BODY: 'invalid-body',
  ACCESS_DENIED: 'forbidden',
  THROTTLED: 'throttled',
  DEFAULT_4XX: 'refused',
  DEFAULT_5XX: 'internal',
};

/** The responses of API Gateway itself. */
export const gatewayResponses = (stack: Stack, api: CfnRestApi): CfnGatewayResponse[] =>
  Object.entries(RESPONSES).map(([responseType, code]) => new CfnGatewayResponse(stack, `Response${responseType}`, {
    restApiId: api.ref,
    responseType,
    statusCode: PROBLEMS[code].status?.toString(),
    responseParameters: {
      ...literals({ ...COMMON_HEADERS, 'Content-Type': contentType(PROBLEM_MEDIA_TYPE), ...PROBLEMS[code].headers }),
      'gatewayresponse.header.X-Request-Id': 'context.requestId',
    },
    responseTemplates: { 'application/json': JSON.stringify(problemDocument(code, '$context.requestId')) },
  }));

const literals = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [`gatewayresponse.header.${name}`, `'${value}'`]));
