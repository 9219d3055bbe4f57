import type { APIGatewayProxyEvent } from 'aws-lambda';
import { DEFAULT_STAGE } from '../../src/contract/stage';

/** A proxy event of API Gateway with the required members and the given ones. */
export function proxyEvent(given: Partial<APIGatewayProxyEvent> = {}, path = `/${DEFAULT_STAGE}/notes/alice`): APIGatewayProxyEvent {
  return {
    resource: '/notes/{userId}',
    path: '/notes/alice',
    httpMethod: 'POST',
    pathParameters: { userId: 'alice' },
    headers: {},
    multiValueHeaders: {},
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    stageVariables: null,
    body: null,
    isBase64Encoded: false,
    requestContext: { requestId: 'request-1', path, stage: DEFAULT_STAGE } as APIGatewayProxyEvent['requestContext'],
    ...given,
  };
}
