import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { App, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { startWithConsole, WithConsole } from './console';
import { MallStack } from '../mall';
import { ShopStack } from '../sample-app';
import { VaultStack } from '../vault';
import { NotesApi, NotesAuthorization } from 'cdk-notes-api';

const ECHO = `exports.handler = async ({ headers, requestContext: { authorizer } }) => ({
  statusCode: 200, body: JSON.stringify({ claims: authorizer?.claims, key: headers['X-Api-Key'] }) });`;

/** A club whose rooms are for members, for members with a scope, and for those with a key. */
class ClubStack extends Stack {
  constructor(app: App) {
    super(app, 'Club');
    const echo = new Function(this, 'Echo', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline(ECHO) });
    const defaultIntegration = new apigateway.LambdaIntegration(echo);
    const api = new apigateway.RestApi(this, 'Api', { cloudWatchRole: false, defaultIntegration });
    const authorizer = new apigateway.CognitoUserPoolsAuthorizer(this, 'Members', {
      cognitoUserPools: [new cognito.UserPool(this, 'Pool')], identitySource: 'method.request.header.X-Member',
    });
    api.root.addResource('lounge').addMethod('GET', undefined, { authorizer });
    api.root.addResource('cellar').addMethod('GET', undefined, { authorizer, authorizationScopes: ['club/wine'] });
    api.root.addResource('locker').addMethod('GET', undefined, { apiKeyRequired: true });
    const plan = api.addUsagePlan('Plan', { apiStages: [{ api, stage: api.deploymentStage }] });
    plan.addApiKey(api.addApiKey('Key'));
  }
}

/** Runs a command as it was copied; resolves to what it prints. */
const paste = async (command: string): Promise<string> => (await promisify(execFile)('/bin/sh', ['-c', `${command} -s`])).stdout;

describe('a console of a vault', () => {
  let vault: WithConsole;
  let routes: any[];
  beforeAll(async () => {
    vault = await startWithConsole((app) => new VaultStack(app));
    ({ json: { apis: [{ routes }] } } = await vault.ask('GET', '/api/stack'));
  });
  afterAll(async () => { await vault?.stop(); });

  const callersOf = (method: string, path: string): string[] =>
    routes.find((route) => route.method === method && route.path === path).access.callers;

  test('names the roles that may call a route, and no others', () => {
    expect(callersOf('GET', '/safes')).toEqual(['role Manager', 'role Auditor', 'role Bounded', 'role Local']);
    expect(callersOf('PUT', '/safes/{safe}')).toEqual(expect.arrayContaining(['role Manager', expect.stringMatching(/^role Vault-Owner/)]));
    expect(callersOf('PUT', '/safes/{safe}')).not.toContain('role Auditor');
    expect(callersOf('PUT', '/safes/{safe}')).not.toContain('role Clerk');
  });

  test('calls a route as a role, which signs the request', async () => {
    const { status, text } = await vault.submit({
      method: 'PUT', path: '/safes/{safe}', pathParameters: { safe: 'a:b c/d' }, query: [['x', 'é&']], body: '{"gold":1}', caller: 'role Manager',
    });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({
      body: '{"gold":1}',
      pathParameters: { safe: 'a:b%20c%2Fd' },
      queryStringParameters: { x: 'é&' },
      identity: { userArn: expect.stringContaining('assumed-role/Manager/') },
    });
  });

  test('fills a greedy parameter with several segments', async () => {
    const { text } = await vault.submit({ method: 'GET', path: '/archive/{path+}', pathParameters: { path: '2024/a b' }, caller: 'role Manager' });
    expect(JSON.parse(text).pathParameters).toEqual({ path: '2024/a%20b' });
  });

  test.each([['role Clerk', 403], [undefined, 403]])('shows that %s is refused', async (caller, expected) => {
    const { status } = await vault.submit({ method: 'PUT', path: '/safes/{safe}', pathParameters: { safe: '1' }, caller });
    expect(status).toBe(expected);
  });

  test('copies a signed request as a curl command that works later', async () => {
    const { curl, requestId } = await vault.submit({ method: 'GET', path: '/safes', query: [['a', 'b']], caller: 'role Manager' });
    const { json: { curl: observed } } = await vault.ask('GET', `/api/requests/${requestId}`);
    expect(observed).not.toContain('AWS4-HMAC-SHA256');
    for (const command of [curl, observed]) {
      expect(command).toContain("--aws-sigv4 'aws:amz:eu-west-1:execute-api'");
      expect(await paste(command)).toMatch(/^HTTP\/1\.1 200 OK/);
    }
  });
});

describe('a console of a club', () => {
  let club: WithConsole;
  beforeAll(async () => { club = await startWithConsole((app) => new ClubStack(app)); });
  afterAll(async () => { await club?.stop(); });

  test('calls a route as a user, with an ID token in the header of the authorizer', async () => {
    const { json: { callers } } = await club.ask('GET', '/api/stack');
    expect(callers.map(({ name }: { name: string }) => name)).toEqual(['alice', 'bob']);
    const answers = await Promise.all(callers.map(async ({ id }: { id: string }) => club.submit({ method: 'GET', path: '/lounge', caller: id })));
    expect(answers.map(({ text }) => JSON.parse(text).claims['cognito:username'])).toEqual(['alice', 'bob']);
  });

  test('calls a route with scopes with an access token', async () => {
    const { json: { callers: [{ id }] } } = await club.ask('GET', '/api/stack');
    const { text } = await club.submit({ method: 'GET', path: '/cellar', caller: id });
    expect(JSON.parse(text).claims).toMatchObject({ token_use: 'access', scope: 'club/wine' });
  });

  test('calls a route with an API key', async () => {
    const { json: { apiKeys: [apiKey] } } = await club.ask('GET', '/api/stack');
    expect((await club.submit({ method: 'GET', path: '/locker' })).status).toBe(403);
    const { status, text } = await club.submit({ method: 'GET', path: '/locker', apiKey });
    expect([status, JSON.parse(text).key]).toEqual([200, club.stack.apiKeys.all[0].value]);
  });

  test('says who may call', async () => {
    const { json: { apis: [{ routes }] } } = await club.ask('GET', '/api/stack');
    const words = Object.fromEntries(routes.map(({ access, path }: any) => [path, [access.kind, access.words, access.apiKeyRequired]]));
    expect(words).toEqual({
      '/lounge': ['cognito', expect.stringMatching(/^Cognito: ID token of Pool/), false],
      '/cellar': ['cognito', expect.stringMatching(/^Cognito: access token of Pool\w+ with club\/wine$/), false],
      '/locker': ['open', 'Everybody', true],
    });
  });
});

describe('a console of a shop', () => {
  let shop: WithConsole;
  beforeAll(async () => { shop = await startWithConsole((app) => new ShopStack(app, 'Shop')); });
  afterAll(async () => { await shop?.stop(); });

  const put = { method: 'PUT', path: '/orders/{id}', pathParameters: { id: '1' }, headers: [['Content-Type', 'application/json']] };

  test('gives an example of a body that passes the validator of the route', async () => {
    const { json: { apis: [{ routes }] } } = await shop.ask('GET', '/api/stack');
    const { body, validates } = routes.find(({ method, path }: any) => method === 'PUT' && path === '/orders/{id}');
    expect(body.type).toBe('application/json');
    expect(validates).toEqual(['requires confirm', expect.stringMatching(/^body application\/json: /)]);
    expect((await shop.submit({ ...put, query: [['confirm', 'yes']], body: body.example })).status).toBe(204);
  });

  test('shows the answer with its request id, and the request with its decisions and log lines', async () => {
    const { requestId, status } = await shop.submit({ ...put, body: '{"item":"tea"}' });
    expect(status).toBe(400);
    const { json } = await shop.ask('GET', `/api/requests/${requestId}`);
    expect(json).toMatchObject({
      requestId,
      method: 'PUT',
      path: '/orders/1',
      resourcePath: '/orders/{id}',
      status: 400,
      gatewayResponse: { type: 'BAD_REQUEST_PARAMETERS', reason: expect.stringContaining('confirm') },
      request: { text: '{"item":"tea"}' },
    });
    expect(json.ids).toContain(requestId);
  });

  test('repeats a request with quotes and a body by its curl command', async () => {
    const { curl } = await shop.submit({ method: 'POST', path: '/do/{behaviour}', pathParameters: { behaviour: 'echo' }, query: [['q', "it's"]], headers: [['X-Text', '"a"']], body: "it's\n$HOME" });
    const [, echoed] = (await paste(curl)).split(/\r?\n\r?\n(.*)/s);
    expect(JSON.parse(echoed)).toMatchObject({ httpMethod: 'POST', body: "it's\n$HOME", queryStringParameters: { q: "it's" }, headers: { 'X-Text': '"a"' } });
  });

  test('a header that cannot be sent is reported', async () => {
    expect(await shop.submit({ method: 'GET', path: '/module', headers: [['Bad name', 'x']] }))
      .toEqual({ message: expect.stringContaining('the request cannot be sent') });
  });

  test('a request that is not known is not found', async () => {
    const { json, status } = await shop.ask('GET', '/api/requests/none');
    expect([status, json.message]).toEqual([404, 'the request none is not among the latest ones']);
  });
});

test('an API without its default endpoint is called by its domain name', async () => {
  const mall = await startWithConsole((app) => {
    const { node } = new MallStack(app);
    node.findAll().forEach((child) => child instanceof apigateway.CfnRestApi && (child.disableExecuteApiEndpoint = true));
  });
  try {
    const { json: { apis: [{ id, routes: [{ method, path }] }] } } = await mall.ask('GET', '/api/stack');
    const { status } = await mall.submit({ method: method === 'ANY' ? 'GET' : method, path, api: id });
    expect(status).toBe(200);
  } finally {
    await mall.stop();
  }
});

test('every example of a notes API passes its validators', async () => {
  const notes = await startWithConsole((app) => new NotesApi(new Stack(app, 'Notes'), 'Api', { authorization: NotesAuthorization.none() }));
  try {
    const { json: { apis: [{ routes }] } } = await notes.ask('GET', '/api/stack');
    const withBody = routes.filter(({ body }: any) => body);
    expect(withBody.length).toBeGreaterThanOrEqual(2);
    for (const { body, method, path } of withBody) {
      const { status, text } = await notes.submit({
        method, path, pathParameters: { userId: 'alice', id: 'x' }, headers: [['Content-Type', body.type]], body: body.example,
      });
      expect([status === 400, text]).toEqual([false, text]);
    }
  } finally {
    await notes.stop();
  }
});
