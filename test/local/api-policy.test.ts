import { rmSync } from 'node:fs';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { synthesize } from './sample-app';
import { send } from './support';
import { LocalStack } from '../../local/local-stack';
import { Answer, call } from '../http';
import { sign } from '../sign';

/** Allows, denies or does neither, as the token asks. */
const AUTHORIZER = `let calls = 0;
exports.handler = async ({ authorizationToken, methodArn }) => ({
  principalId: 'anybody',
  context: { calls: ++calls },
  policyDocument: { Statement: [{
    Effect: authorizationToken === 'deny' ? 'Deny' : 'Allow', Action: 'execute-api:Invoke', Resource: authorizationToken === 'silent' ? 'none' : methodArn,
  }] },
});`;

const ECHO =
  'exports.handler = async ({ requestContext }) => ({ statusCode: 200, body: JSON.stringify(requestContext.authorizer ?? {}) });';

const ROLE = 'arn:aws:iam::123456789012:role';
const about = (resource: string, effect: string, more: object = {}) =>
  ({ Effect: effect, Principal: '*', Action: 'execute-api:Invoke', Resource: `execute-api:/${resource}`, ...more });

/** The decision of the API's policy about the paths with these names; about `silent` it decides nothing. */
const POLICY = [
  about('*/*/allowed/*', 'Allow'),
  about('*/*/denied/*', 'Allow'),
  about('*/*/denied/*', 'Deny'),
  about('prod/GET/here/*', 'Allow', { Condition: { IpAddress: { 'aws:SourceIp': ['127.0.0.0/8'] } } }),
  about('prod/GET/elsewhere/*', 'Allow', { Condition: { IpAddress: { 'aws:SourceIp': ['192.0.2.0/24'] } } }),
  about('prod/GET/private/*', 'Allow'),
  about('prod/GET/private/*', 'Deny', { Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } } }),
  about('test/GET/stage/*', 'Allow'),
  about('*/POST/method/*', 'Allow'),
  { ...about('', 'Allow'), Resource: undefined, NotResource: 'execute-api:/*/GET/*' },
  about('*/*/roles/*', 'Allow', { Principal: { AWS: [`${ROLE}/silent`, `${ROLE}/other`] } }),
  about('*/*/session/*', 'Allow', { Principal: { AWS: 'arn:aws:sts::123456789012:assumed-role/silent/local' } }),
  about('*/*/everybody/*', 'Allow', { Principal: { AWS: '*' } }),
  about('*/*/account/*', 'Allow', { Principal: { AWS: 'arn:aws:iam::123456789012:root' } }),
  about('*/*/service/*', 'Allow', { Principal: { Service: 'ec2.amazonaws.com' } }),
  about('*/*/not-account/*', 'Deny', { Principal: { AWS: '123456789012' } }),
  about('*/*/unclear/*', 'Allow', { Principal: undefined, NotPrincipal: { AWS: `${ROLE}/other` } }),
  about('*/*/unsaid/*', 'Allow', { Principal: undefined }),
];

const ACCESSES = ['none', 'iam', 'lambda', 'cognito'] as const;
type Access = typeof ACCESSES[number];

function define(app: App): void {
  const stack = new Stack(app, 'Gate');
  const inline = (id: string, code: string) =>
    new Function(stack, id, { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline(code) });
  const api = new apigateway.RestApi(stack, 'Api', {
    cloudWatchRole: false,
    defaultIntegration: new apigateway.LambdaIntegration(inline('Echo', ECHO)),
  });
  (api.node.defaultChild as apigateway.CfnRestApi).policy = { Version: '2012-10-17', Statement: POLICY };
  const options: Record<Access, apigateway.MethodOptions> = {
    none: {},
    iam: { authorizationType: apigateway.AuthorizationType.IAM },
    lambda: {
      authorizer: new apigateway.TokenAuthorizer(stack, 'Token', {
        handler: inline('Authorize', AUTHORIZER),
        resultsCacheTtl: Duration.seconds(0),
      }),
    },
    cognito: { authorizer: new apigateway.CognitoUserPoolsAuthorizer(stack, 'Users', { cognitoUserPools: [new UserPool(stack, 'Pool')] }) },
  };
  const said = api.root.addResource('{said}');
  for (const access of ACCESSES) {
    said.addResource(access).addMethod('ANY', undefined, options[access]);
  }
  for (const name of ['allow', 'silent', 'deny']) {
    const role = new Role(stack, name, { roleName: name, assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    const effect = name === 'deny' ? Effect.DENY : Effect.ALLOW;
    if (name !== 'silent') {
      role.addToPolicy(new PolicyStatement({ effect, actions: ['execute-api:Invoke'], resources: ['*'] }));
    }
  }
}

let stack: LocalStack;
const assembly = synthesize(define);
const log: string[] = [];
beforeAll(async () => { stack = await LocalStack.start({ assembly, onLog: ({ line }) => log.push(line) }); });
afterAll(async () => {
  await stack.stop();
  rmSync(assembly, { recursive: true });
});

const open = async (path: string, method = 'GET') => send(stack.url, method, `/${path}/none`);
const byRole = async (role: string, said: string): Promise<Answer> => {
  const path = `/${said}/iam`;
  return call(stack.url, 'GET', path, { headers: await sign({ url: stack.url, method: 'GET', path }, stack.issueCredentials({ role })) });
};

describe('where there is no authorization, the policy of the API alone decides:', () => {
  test.each([
    ['allowed', 'GET', 200],
    ['denied', 'GET', 403],
    ['silent', 'GET', 403],
    ['here', 'GET', 200],
    ['here', 'PUT', 200],
    ['elsewhere', 'GET', 403],
    ['private', 'GET', 403],
    ['stage', 'GET', 403],
    ['method', 'POST', 200],
    ['method', 'GET', 403],
    ['silent', 'POST', 200],
    ['roles', 'GET', 403],
    ['everybody', 'GET', 200],
    ['account', 'GET', 403],
    ['service', 'GET', 403],
    ['unclear', 'GET', 403],
    ['unsaid', 'GET', 403],
  ])('%s by %s is %d', async (said, method, status) => {
    expect((await open(said, method)).status).toBe(status);
  });

  test.each([
    ['silent', 'because no resource-based policy allows the execute-api:Invoke action'],
    ['denied', 'with an explicit deny in a resource-based policy'],
  ])('%s, in the words of AWS', async (said, reason) => {
    const { headers, json } = await open(said);
    const arn = `arn:aws:execute-api:us-east-1:********9012:${stack.physicalId(stack.apis[0].logicalId)}/prod/GET/${said}/none`;
    expect([json, headers['x-amzn-errortype']]).toEqual([
      { Message: `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${arn} ${reason}` },
      'AccessDeniedException',
    ]);
  });

  test('what cannot be evaluated is told once', async () => {
    await open('unclear');
    expect(log.filter((line) => line.includes('NotPrincipal'))).toHaveLength(1);
  });
});

/** The tables of AWS: the results of an identity's own policy and the policy of the API. */
const TOGETHER = [
  ['allow', 'allowed', 200], ['allow', 'silent', 200], ['allow', 'denied', 403],
  ['silent', 'allowed', 200], ['silent', 'silent', 403], ['silent', 'denied', 403],
  ['deny', 'allowed', 403], ['deny', 'silent', 403], ['deny', 'denied', 403],
] as const;

describe('with IAM, the policy of the role or that of the API has to allow it, and none to deny it:', () => {
  test.each(TOGETHER)('%s and %s is %d', async (role, said, status) => {
    expect((await byRole(role, said)).status).toBe(status);
  });

  test.each([
    ['silent', 'roles', 200],
    ['silent', 'session', 200],
    ['silent', 'everybody', 200],
    ['silent', 'account', 403],
    ['silent', 'service', 403],
    ['allow', 'account', 200],
    ['allow', 'not-account', 403],
  ])('%s and %s is %d', async (role, said, status) => {
    expect((await byRole(role, said)).status).toBe(status);
  });

  test('it says which policy denies', async () => {
    expect((await byRole('allow', 'denied')).json.Message).toMatch(/ with an explicit deny in a resource-based policy$/);
    expect((await byRole('silent', 'silent')).json.Message).toMatch(
      / because no identity-based policy allows the execute-api:Invoke action$/,
    );
  });

  test('who does not sign is not let in by any policy', async () => {
    expect((await send(stack.url, 'GET', '/allowed/iam')).json).toEqual({ message: 'Missing Authentication Token' });
  });
});

describe('with a Lambda authorizer, its policy or that of the API has to allow it, and none to deny it:', () => {
  const ask = async (token: string, said: string) => send(stack.url, 'GET', `/${said}/lambda`, { Authorization: token });

  test.each(TOGETHER)('%s and %s is %d', async (token, said, status) => {
    expect((await ask(token, said)).status).toBe(status);
  });

  test('the function is not asked for what the API denies', async () => {
    const calls = async () => Number((await ask('allow', 'allowed')).json.calls);
    const before = await calls();
    await ask('allow', 'denied');
    expect(await calls()).toBe(before + 1);
  });
});

describe('with Cognito, the policy of the API has to allow it, too:', () => {
  test.each([
    ['allowed', 200],
    ['silent', 403],
    ['denied', 403],
  ])('%s is %d', async (said, status) => {
    expect((await send(stack.url, 'GET', `/${said}/cognito`, { Authorization: await stack.issueToken({ sub: 'ann' }) })).status).toBe(
      status,
    );
  });

  test('who has no token is told that first', async () => {
    expect((await send(stack.url, 'GET', '/denied/cognito')).status).toBe(401);
  });
});
