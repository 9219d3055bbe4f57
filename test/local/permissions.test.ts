import { rmSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { IPrincipal, IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnPermission, Code, Function, IFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { synthesize } from './sample-app';
import { send } from './support';
import { InvokeUrls } from '../../local/cloudformation/invoke-urls';
import { Stack as StackOfTemplate } from '../../local/cloudformation/stack';
import { Permissions } from '../../local/lambda/permissions';
import { LocalStack } from '../../local/local-stack';

const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';

describe('a permission', () => {
  const FUNCTION = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:Demo-Bell`;
  const API = `arn:aws:execute-api:${REGION}:${ACCOUNT}:a1b2c3`;
  const granted = { Action: 'lambda:InvokeFunction', FunctionName: { Ref: 'Bell' }, Principal: 'apigateway.amazonaws.com' };

  function permissions(properties: object) {
    const told: string[] = [];
    const Resources = {
      Bell: { Type: 'AWS::Lambda::Function' },
      Permission: { Type: 'AWS::Lambda::Permission', Properties: { ...granted, ...properties } },
    };
    const stacks = StackOfTemplate.all(
      [{ name: 'Demo', account: ACCOUNT, region: REGION, template: { Resources }, warnings: [], errors: [], assets: new Map() }],
      new InvokeUrls(),
    );
    return { told, permissions: new Permissions(stacks, (line) => told.push(line)) };
  }
  const allows = (properties: object, functionArn = FUNCTION) =>
    permissions(properties).permissions.allow(functionArn, `${API}/prod/GET/bells/1`);

  test.each<[string, object]>([
    ['without a source', {}],
    ['for every action', { Action: 'lambda:*' }],
    ['for everybody', { Principal: '*' }],
    ['for the whole API', { SourceArn: `${API}/*` }],
    ['for the method', { SourceArn: `${API}/prod/GET/bells/*` }],
    ['for any account', { SourceArn: API.replace(ACCOUNT, '*').replace('a1b2c3', '*') }],
    ['for the account', { SourceAccount: Number(ACCOUNT) }],
    ['for the ARN of the function', { FunctionName: { 'Fn::GetAtt': ['Bell', 'Arn'] } }],
    ['for an ARN of the function without its beginning', { FunctionName: `${ACCOUNT}:function:Demo-Bell` }],
  ])('%s lets an API in', (_what, properties) => {
    expect(allows(properties)).toBe(true);
  });

  test.each<[string, object]>([
    ['for another action', { Action: 'lambda:GetFunction' }],
    ['for another service', { Principal: 's3.amazonaws.com' }],
    ['for another function', { FunctionName: 'Demo-Bell2' }],
    ['for an alias', { FunctionName: 'Demo-Bell:live' }],
    ['for another API', { SourceArn: `${API}x/*` }],
    ['for another stage', { SourceArn: `${API}/test/*` }],
    ['for another method', { SourceArn: `${API}/*/PUT/bells/*` }],
    ['for the path parameter as the template writes it', { SourceArn: `${API}/*/GET/bells/{bell}` }],
    ['for an authorizer', { SourceArn: `${API}/authorizers/*` }],
    ['for another account', { SourceAccount: '444455556666' }],
    ['for an organization, to which no service belongs', { PrincipalOrgID: 'o-a1b2c3d4e5' }],
  ])('%s does not', (_what, properties) => {
    expect(allows(properties)).toBe(false);
  });

  test('is for the alias that it names', () => {
    expect(allows({ FunctionName: 'Demo-Bell:live' }, `${FUNCTION}:live`)).toBe(true);
    expect(allows({}, `${FUNCTION}:live`)).toBe(false);
  });

  test('that cannot be resolved allows nothing, and is told', () => {
    const unresolved = { SourceArn: { 'Fn::Cidr': [] } };
    expect(allows(unresolved)).toBe(false);
    expect(permissions(unresolved).told).toEqual([
      'a permission cannot be resolved, so it allows nothing: Permission in Demo: the intrinsic function Fn::Cidr is not supported',
    ]);
  });

  test.each([
    ['SourceArn', { 'Fn::ImportValue': 'another-apps-api' }],
    ['FunctionName', { 'Fn::GetAtt': ['Bell', 'Unheard'] }],
  ])('with an unknown %s allows nothing', (name, unknown) => {
    expect(allows({ [name]: unknown })).toBe(false);
  });
});

const ANSWER = `exports.handler = async (event) => event.type ? {
  principalId: 'anybody', policyDocument: { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
} : { statusCode: 200, body: 'ding' };`;

function define(app: App): void {
  const stack = new Stack(app, 'Belfry', { env: { account: ACCOUNT, region: REGION } });
  const bell = (id: string) =>
    new Function(stack, id, { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline(ANSWER) });
  const [open, shut] = [bell('Open'), bell('Shut')];
  const api = new apigateway.RestApi(stack, 'Api', { cloudWatchRole: false });
  const permit = (id: string, { functionArn }: IFunction, path?: string) =>
    new CfnPermission(stack, id, {
      action: 'lambda:InvokeFunction',
      functionName: functionArn,
      principal: 'apigateway.amazonaws.com',
      sourceArn: path && api.arnForExecuteApi().replace('*/*/*', path),
    });
  permit('OfOpen', open);
  permit('OfShut', shut, 'prod/GET/some/one/*');

  const uri = ({ functionArn }: IFunction) => `arn:aws:apigateway:${REGION}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
  const integration = (handler: IFunction, credentialsRole?: IRole) => new apigateway.Integration({
    type: apigateway.IntegrationType.AWS_PROXY, integrationHttpMethod: 'POST', uri: uri(handler), options: { credentialsRole },
  });
  const apiGateway = new ServicePrincipal('apigateway.amazonaws.com');
  const ringer = (id: string, handler: IFunction, assumedBy: IPrincipal = apiGateway) => {
    const role = new Role(stack, id, { assumedBy });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [handler.functionArn] }));
    return role;
  };
  const role = ringer('Ringer', shut);
  const theirs = (id: string) => Role.fromRoleName(stack, id, id.toLowerCase());
  const granted = theirs('Granted');
  granted.addToPrincipalPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [shut.functionArn] }));
  const strange = ringer('Strange', shut, new ServicePrincipal('lambda.amazonaws.com'));
  const add = (path: string, handler: Function, authorizer?: apigateway.IAuthorizer) =>
    api.root.resourceForPath(path).addMethod('ANY', integration(handler), { authorizer });
  add('open', open);
  add('shut', shut);
  add('some/{tower}/{bell+}', shut);
  const roles: Record<string, IRole> = {
    role,
    granted,
    unknown: theirs('Unknown'),
    strange,
    other: ringer('Other', open),
    sourced: ringer('Sourced', shut, apiGateway.withConditions({ StringEquals: { 'aws:SourceAccount': ACCOUNT } })),
  };
  Object.entries(roles).forEach(([path, assumed]) => api.root.resourceForPath(path).addMethod('GET', integration(shut, assumed)));
  const authorizer = (id: string, handler: IFunction, authorizerCredentials?: string): apigateway.IAuthorizer => {
    const { ref } = new apigateway.CfnAuthorizer(stack, id, {
      restApiId: api.restApiId,
      name: id,
      type: 'TOKEN',
      authorizerUri: uri(handler),
      authorizerCredentials,
      identitySource: 'method.request.header.Authorization',
    });
    return { authorizerId: ref, authorizationType: apigateway.AuthorizationType.CUSTOM };
  };
  add('authorized', open, authorizer('OpenAuthorizer', open));
  add('unauthorized', open, authorizer('ShutAuthorizer', shut));
  add('assumed', open, authorizer('AssumedAuthorizer', shut, role.roleArn));
  add('unassumed', open, authorizer('UnassumedAuthorizer', open, strange.roleArn));
}

const assembly = synthesize(define);
const log: string[] = [];
let atStart: string[];
let stack: LocalStack;

beforeAll(async () => {
  stack = await LocalStack.start({ assembly, onLog: ({ line }) => log.push(line) });
  atStart = log.splice(0);
});
afterAll(async () => {
  await stack.stop();
  rmSync(assembly, { recursive: true });
});

async function answer(path: string, method = 'GET') {
  const { headers, status } = await send(stack.url, method, path, { Authorization: 'x' });
  return [status, headers['x-amzn-errortype']];
}

const REASON =
  /arn:aws:lambda:eu-west-1:111122223333:function:Belfry-Shut\w+ has no AWS::Lambda::Permission that allows apigateway\.amazonaws\.com to invoke it for arn:aws:execute-api:/;

test.each([
  ['GET', '/open'],
  ['PUT', '/open'],
  ['GET', '/some/one/bell/of/many'],
  ['GET', '/some/one/bell/'],
  ['GET', '/role'],
  ['GET', '/granted'],
  ['GET', '/authorized'],
  ['GET', '/assumed'],
])('an API invokes what it is permitted to, or has a role for: %s %s', async (method, path) => {
  expect(await answer(path, method)).toEqual([200, undefined]);
});

test.each([
  ['GET', '/shut'], ['PUT', '/some/one/bell'], ['GET', '/some/other/bell'], ['GET', '/some/One/bell'],
])('an API does not invoke what it is not permitted to: %s %s', async (method, path) => {
  log.length = 0;
  expect(await answer(path, method)).toEqual([500, 'InternalServerErrorException']);
  expect(log).toEqual([expect.stringMatching(REASON)]);
  expect(log[0]).toContain(`/prod/${method}${path}`);
});

const LAMBDA = 'arn:aws:lambda:eu-west-1:111122223333:function:Belfry-Shut';
const NOT_ALLOWED = 'because no identity-based policy allows the lambda:InvokeFunction action';

test.each([
  ['trusts another service', '/strange', /^GET \/strange: the role Belfry-Strange\w+ does not allow apigateway\.amazonaws\.com to assume it$/],
  [
    'wants to be told for whom, which API Gateway does not tell',
    '/sourced',
    /^GET \/sourced: the role Belfry-Sourced\w+ does not allow apigateway\.amazonaws\.com to assume it$/,
  ],
  [
    'may invoke another function',
    '/other',
    new RegExp(`^GET /other: the role Belfry-Other\\w+ may not invoke ${LAMBDA}\\w+, ${NOT_ALLOWED}$`),
  ],
  [
    'is from elsewhere, and no template lets invoke anything',
    '/unknown',
    new RegExp(`^GET /unknown: the role unknown may not invoke ${LAMBDA}\\w+, ${NOT_ALLOWED}$`),
  ],
])('an API invokes nothing under a role that %s', async (_what, path, reason) => {
  log.length = 0;
  expect(await answer(path)).toEqual([500, 'InternalServerErrorException']);
  expect(log).toEqual([expect.stringMatching(reason)]);
});

test('an authorizer does not invoke what its role does not let it, even with a permission', async () => {
  log.length = 0;
  expect(await answer('/unassumed')).toEqual([500, 'AuthorizerConfigurationException']);
  expect(log).toEqual([expect.stringMatching(/the role Belfry-Strange\w+ does not allow apigateway\.amazonaws\.com to assume it$/)]);
});

test('an authorizer does not invoke what it is not permitted to', async () => {
  log.length = 0;
  expect(await answer('/unauthorized')).toEqual([500, 'AuthorizerConfigurationException']);
  expect(log).toEqual([expect.stringMatching(REASON)]);
});

test('what an API and its authorizers may not invoke is told at the start', () => {
  expect(atStart).toEqual([
    expect.stringMatching(/^ShutAuthorizer: .*\/authorizers\/\w{6}$/),
    expect.stringMatching(/^UnassumedAuthorizer: the role /),
    expect.stringMatching(/^ANY \/shut: .*\/prod\/ANY\/shut$/),
    ...['unknown', 'strange', 'other', 'sourced'].map((path) => expect.stringMatching(new RegExp(`^GET /${path}: the role `))),
    expect.stringMatching(/^ANY \/some\/\{tower\}\/\{bell\+\}: .*\/prod\/ANY\/some\/\{tower\}\/\{bell\+\}$/),
  ]);
});
