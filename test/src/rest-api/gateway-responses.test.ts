import { Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { PROBLEMS } from '../../../src/contract/problems';
import { synth } from '../synth';
import { NotesApi, NotesAuthorization } from 'cdk-notes-api';

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
  ['MISSING_AUTHENTICATION_TOKEN', 'missing-authentication-token', 403],
  ['ACCESS_DENIED', 'forbidden', 403],
  ['THROTTLED', 'throttled', 429],
  ['DEFAULT_5XX', 'internal', 500],
])('%s is the problem %s with status %d', (type, code, status) => {
  expect(document(responses[type])).toMatchObject({
    type: `urn:notes-api:problem:${code}`,
    title: expect.any(String),
    detail: expect.any(String),
    status,
    code,
    requestId: '$context.requestId',
  });
  expect(responses[type].StatusCode).toBe(`${status}`);
});

test('what the defaults answer as well, and what no method can be refused for, has no response of its own', () => {
  expect(Object.keys(responses).sort()).toEqual([
    'ACCESS_DENIED', 'BAD_REQUEST_BODY', 'DEFAULT_4XX', 'DEFAULT_5XX', 'MISSING_AUTHENTICATION_TOKEN', 'THROTTLED',
  ]);
});

test.each<[string, NotesAuthorization]>([
  ['user pools', NotesAuthorization.cognito([UserPool.fromUserPoolId(new Stack(), 'Users', 'eu-west-1_Users')])],
  ['an authorizer', NotesAuthorization.custom({ authorizerId: 'a1b2c3' }, { userIdContextKey: 'user' })],
])('with %s, which can refuse a caller as unknown, that is the problem unauthenticated with status 401', (_, authorization) => {
  const { UNAUTHORIZED: response, ...others } = gatewayResponses(authorization);
  expect(document(response)).toMatchObject({ code: 'unauthenticated', status: 401 });
  expect(response.StatusCode).toBe('401');
  expect(Object.keys(others).sort()).toEqual(Object.keys(responses).sort());
});

const users = () => UserPool.fromUserPoolId(new Stack(), 'Users', 'eu-west-1_Users');
const own = (challenge?: string) => NotesAuthorization.custom({ authorizerId: 'a1b2c3' }, { userIdContextKey: 'user', challenge });
const challenges = (all: Record<string, GatewayResponse>) => Object.entries(all).flatMap(([type, { ResponseParameters }]) =>
  Object.entries(ResponseParameters).filter(([name]) => /authenticate/i.test(name)).map((header) => [type, ...header]));

test.each<[string, NotesAuthorization, string | undefined]>([
  ['user pools', NotesAuthorization.cognito([users()]), 'Bearer'],
  ['an authorizer that names no scheme', own(), undefined],
  ...[
    'Bearer', 'Basic realm="notes"', 'Basic realm="a \\" b", charset="UTF-8"', 'Negotiate dGVzdA==', 'Bearer, Basic realm="notes"',
    'Digest realm="a", qop="auth, auth-int", Bearer', 'X-Key', 'Bearer realm = notes',
  ].map((challenge): [string, NotesAuthorization, string] => [challenge, own(challenge), challenge]),
  ['a scheme that is only known at deployment', own(Lazy.string({ produce: () => "B'" })), "B'"],
])('with %s a 401, and no other error, names the scheme', (_, authorization, challenge) => {
  expect(challenges(gatewayResponses(authorization)))
    .toEqual(challenge === undefined ? [] : [['UNAUTHORIZED', 'gatewayresponse.header.WWW-Authenticate', `'${challenge}'`]]);
});

test('a 401 of an API that the notes are mounted on names the scheme of the notes', () => {
  const stack = new Stack();
  const mountOn = new RestApi(stack, 'Shop').root;
  new NotesApi(stack, 'Notes', { authorization: NotesAuthorization.cognito([users()]), gatewayResponses: true, mountOn });
  const resources = Template.fromStack(stack).findResources('AWS::ApiGateway::GatewayResponse');
  expect(challenges(Object.fromEntries(Object.values(resources).map(({ Properties }) => [Properties.ResponseType, Properties]))))
    .toEqual([['UNAUTHORIZED', 'gatewayresponse.header.WWW-Authenticate', "'Bearer'"]]);
});

test.each([
  '', ' ', 'Basic realm="a', "Basic realm='a'", 'Basic realm="it\'s"', 'Bearer\r\nX: y', 'Bearer\n', 'Bearer =a', 'Bearer,', ', Bearer', 'Bearer "a"',
  'Bearer realm="ü"', 'Bearer realm="\0"', 'Be(arer', 'Bearer a b',
])('the scheme %j is refused with the option and its value', (challenge) => {
  expect(() => own(challenge)).toThrow(`"challenge" is ${JSON.stringify(challenge)}, which is not a valid WWW-Authenticate header`);
});

test('without authorization nobody is refused as unknown', () => {
  expect(gatewayResponses(NotesAuthorization.none())).not.toHaveProperty('UNAUTHORIZED');
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
