import type { APIGatewayProxyEvent } from 'aws-lambda';
import { OPERATIONS, Route } from '../../src/contract/operations';
import { DEFAULT_STAGE } from '../../src/contract/stage';

/** The event of a request, and the status that every row has to answer. */
export interface Invocation {
  readonly event: APIGatewayProxyEvent;
  readonly status: number;
}

const PARAMETERS = { userId: 'alice', id: '0199c2f4-7a51-7c3e-9f1d-2b8a4c6e0d13' };

/** The event of a signed request of an SDK or of curl. */
const HEADERS = {
  'Accept': '*/*',
  'Accept-Encoding': 'gzip, deflate, br',
  'Authorization': `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date;x-amz-security-token, Signature=${'0'.repeat(64)}`,
  'Content-Type': 'application/json',
  'Host': 'a1b2c3d4e5.execute-api.us-east-1.amazonaws.com',
  'User-Agent': 'curl/8.11.1',
  'X-Amz-Date': '20260101T083000Z',
  'X-Amz-Security-Token': 'T'.repeat(700),
  'X-Amzn-Trace-Id': 'Root=1-67748a10-0123456789abcdef01234567',
  'X-Forwarded-For': '203.0.113.7',
  'X-Forwarded-Port': '443',
  'X-Forwarded-Proto': 'https',
};

const USER_ARN = 'arn:aws:sts::111122223333:assumed-role/Backend/session';

function invocation({ body, method, path, successes: [{ status }] }: Route): Invocation {
  const names = Object.entries(PARAMETERS).filter(([name]) => path.includes(`{${name}}`));
  const address = names.reduce((text, [name, value]) => text.replace(`{${name}}`, value), path);
  const event = {
    resource: path,
    path: address,
    httpMethod: method,
    headers: HEADERS,
    multiValueHeaders: Object.fromEntries(Object.entries(HEADERS).map(([name, value]) => [name, [value]])),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: Object.fromEntries(names),
    stageVariables: null,
    requestContext: {
      accountId: '111122223333',
      apiId: 'a1b2c3d4e5',
      httpMethod: method,
      identity: { sourceIp: '203.0.113.7', userAgent: HEADERS['User-Agent'], userArn: USER_ARN },
      path: `/${DEFAULT_STAGE}${address}`,
      protocol: 'HTTP/1.1',
      requestId: '51d9c9f2-3f0c-4e3b-a3a0-9e1f3a1c8d55',
      requestTimeEpoch: 1_767_256_200_000,
      resourcePath: path,
      stage: DEFAULT_STAGE,
    },
    body: body ? JSON.stringify({ content: 'Buy milk, bread and a birthday card for Alice. The shop closes at eight.' }) : null,
    isBase64Encoded: false,
  };
  return { event: event as unknown as APIGatewayProxyEvent, status };
}

/** By the name of the function: one request of the first route that it serves. */
export const INVOCATIONS: Readonly<Record<string, Invocation>> = Object.fromEntries(
  Object.values(OPERATIONS).map(({ handler, routes: [route] }) => [handler, invocation(route)]));
