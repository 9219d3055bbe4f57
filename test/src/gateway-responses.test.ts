import { synth } from './synth';
import { PROBLEMS } from '../../src/contract/problems';
import { NotesAuthorization } from 'cdk-notes-api';

interface GatewayResponse {
  readonly ResponseType: string;
  readonly StatusCode?: string;
  readonly ResponseParameters: Record<string, string>;
  readonly ResponseTemplates: Record<string, string>;
}

function gatewayResponses(authorization?: NotesAuthorization): Record<string, GatewayResponse> {
  const resources = synth({ authorization }).template.findResources('AWS::ApiGateway::GatewayResponse');
  return Object.fromEntries(Object.values(resources).map(({ Properties }) => [Properties.ResponseType, Properties]));
}

const responses = gatewayResponses();
const document = ({ ResponseTemplates }: GatewayResponse) => JSON.parse(ResponseTemplates['application/json']);

test.each([
  ['BAD_REQUEST_BODY', 'invalid-body', 400],
  ['BAD_REQUEST_PARAMETERS', 'invalid-parameter', 400],
  ['UNAUTHORIZED', 'unauthenticated', 401],
  ['MISSING_AUTHENTICATION_TOKEN', 'missing-authentication-token', 403],
  ['ACCESS_DENIED', 'forbidden', 403],
  ['REQUEST_TOO_LARGE', 'request-too-large', 413],
  ['THROTTLED', 'throttled', 429],
  ['INTEGRATION_TIMEOUT', 'timeout', 504],
  ['DEFAULT_5XX', 'internal', 500],
])('%s is the problem %s with status %d', (type, code, status) => {
  expect(document(responses[type])).toMatchObject({
    type: `urn:notes-api:problem:${code}`, title: expect.any(String), detail: expect.any(String), status, code, requestId: '$context.requestId',
  });
  expect(responses[type].StatusCode).toBe(`${status}`);
});

test('a refusal without a row of its own keeps the status of API Gateway, so its document names none', () => {
  expect(document(responses.DEFAULT_4XX)).toMatchObject({ code: 'refused', title: PROBLEMS.refused.title });
  expect(document(responses.DEFAULT_4XX)).not.toHaveProperty('status');
  expect(responses.DEFAULT_4XX.StatusCode).toBeUndefined();
});

test('without authorization an unknown route is a 404', () => {
  const { MISSING_AUTHENTICATION_TOKEN: response } = gatewayResponses(NotesAuthorization.none());
  expect(response.StatusCode).toBe('404');
  expect(document(response)).toMatchObject({ code: 'no-such-route', title: 'not found', status: 404 });
});

test.each(Object.keys(responses))('%s carries the headers of every answer', (type) => {
  expect(responses[type].ResponseParameters).toMatchObject({
    'gatewayresponse.header.Cache-Control': "'private, no-cache'",
    'gatewayresponse.header.X-Content-Type-Options': "'nosniff'",
    'gatewayresponse.header.X-Request-Id': 'context.requestId',
    'gatewayresponse.header.Content-Type': "'application/problem+json; charset=utf-8'",
  });
});

test('a throttled caller is told when to try again', () => {
  expect(responses.THROTTLED.ResponseParameters['gatewayresponse.header.Retry-After']).toBe("'1'");
});
