import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import {
  ApiKey, ApiKeySourceType, IRestApi, LambdaIntegration, Method, Period, RestApi, TokenAuthorizer, UsagePlan, UsagePlanProps,
} from 'aws-cdk-lib/aws-apigateway';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { inline, synthesize } from './sample-app';
import { send } from './support';
import { LocalStack } from '../../local/local-stack';
import { shellVariables } from '../../local/shell-variables';
import { Answer } from '../http';

/** Not refilled during a test. */
const NO_RATE = 0.0001;

/** A value that a shell could misread. */
const QUOTED = '$a-value \'of\' twenty-letters';

/** Accepts everybody except strangers, and returns the token's API key. */
const AUTHORIZER = `exports.handler = async ({ authorizationToken }) => ({
  principalId: 'reader',
  policyDocument: { Statement: [{ Effect: authorizationToken === 'stranger' ? 'Deny' : 'Allow', Action: '*', Resource: '*' }] },
  ...authorizationToken !== 'nothing' && { usageIdentifierKey: authorizationToken },
})`;

function define(app: App): void {
  const stack = new Stack(app, 'Library');
  const lambda = (id: string, code: string) =>
    new Function(stack, id, { code: Code.fromInline(code), handler: 'index.handler', runtime: Runtime.NODEJS_22_X });
  const reading = new LambdaIntegration(lambda('Read', inline('{ statusCode: 200, body: JSON.stringify(event.requestContext.identity) }')));
  const handler = lambda('Authorize', AUTHORIZER);
  const authorizer = (id: string) => new TokenAuthorizer(stack, id, { handler, resultsCacheTtl: Duration.seconds(0) });
  const withKey = { apiKeyRequired: true };

  const library = new RestApi(stack, 'Library', { cloudWatchRole: false });
  library.root.addMethod('GET', reading, withKey);
  library.root.addResource('open').addMethod('GET', reading);
  const book = library.root.addResource('books').addResource('{id}');
  const methods = ['GET', 'PUT'].map((method) => book.addMethod(method, reading, withKey));
  library.root.addResource('guarded').addMethod('GET', reading, { ...withKey, authorizer: authorizer('OfLibrary') });
  library.root.addResource('checked').addMethod('GET', reading, {
    ...withKey, requestParameters: { 'method.request.querystring.q': true }, requestValidatorOptions: { validateRequestParameters: true },
  });

  const archive = new RestApi(stack, 'Archive', { cloudWatchRole: false, apiKeySourceType: ApiKeySourceType.AUTHORIZER });
  archive.root.addMethod('GET', reading, { ...withKey, authorizer: authorizer('OfArchive') });

  const key = (id: string, props = {}) => new ApiKey(stack, id, props);
  const plan = (id: string, api: IRestApi, keys: ApiKey[], props: UsagePlanProps = {}, throttled: Method[] = []) => {
    const usagePlan = new UsagePlan(stack, `${id}Plan`, props);
    const throttle = throttled.map((method) => ({ method, throttle: { burstLimit: 1, rateLimit: NO_RATE } }));
    usagePlan.addApiStage({ stage: api.deploymentStage, throttle });
    keys.forEach((one) => usagePlan.addApiKey(one));
  };
  const keys = {
    Reader: key('Reader'),
    Named: key('Named', { value: QUOTED }),
    Fast: key('Fast'),
    Faster: key('Faster'),
    Picky: key('Picky'),
    Counted: key('Counted'),
    Disabled: key('Disabled', { enabled: false, value: 'disabled-disabled-disabled' }),
    Planless: key('Planless'),
    Archivist: key('Archivist'),
    Pickier: key('Pickier'),
  };
  plan('Reading', library, [keys.Reader, keys.Named, keys.Disabled]);
  plan('Fast', library, [keys.Fast, keys.Faster], { throttle: { burstLimit: 2, rateLimit: NO_RATE } });
  plan('Picky', library, [keys.Picky, keys.Pickier], { throttle: { burstLimit: 3, rateLimit: NO_RATE } }, methods.slice(0, 1));
  plan('Counted', library, [keys.Counted], { quota: { limit: 3, offset: 1, period: Period.MONTH } });
  plan('Archive', archive, [keys.Archivist]);
  for (const [id, { node }] of Object.entries(keys)) {
    new CfnOutput(stack, `${id}Id`, { value: stack.getLogicalId(node.defaultChild as never) });
  }
}

const assembly = synthesize(define);
const progress: string[] = [];
let stack: LocalStack;

beforeAll(async () => { stack = await LocalStack.start({ assembly, onProgress: (line) => progress.push(line) }); });
afterAll(async () => {
  await stack.stop();
  rmSync(assembly, { recursive: true });
});

const logicalId = (name: string) => stack.outputs.find((output) => output.logicalId === `${name}Id`)!.value;
const value = (name: string) => stack.apiKeys.named(logicalId(name)).value;
const get = async (path: string, key?: string, headers: Record<string, string> = {}, method = 'GET') =>
  send(stack.url, method, path, key === undefined ? headers : { 'x-api-key': key, ...headers });
const statuses = async (calls: [string, string][], key: string) => {
  const answers: number[] = [];
  for (const [method, path] of calls) {
    answers.push((await get(path, value(key), {}, method)).status);
  }
  return answers;
};

function expectRefused({ headers, json, status }: Answer, ...expected: [number, string, string]): void {
  expect([status, json.message, headers['x-amzn-errortype']]).toEqual(expected);
}

const FORBIDDEN = [403, 'Forbidden', 'ForbiddenException'] as const;

describe('a method that asks for an API key', () => {
  test('takes one of a plan of its stage, and tells the function which', async () => {
    const { json, status } = await get('/', value('Reader'));
    expect([status, json.apiKey, json.apiKeyId]).toEqual([200, value('Reader'), expect.stringMatching(/^[a-z0-9]{10}$/)]);
  });

  test.each<[string, () => string | undefined]>([
    ['none', () => undefined],
    ['an empty one', () => ''],
    ['an unknown one', () => 'unknown-unknown-unknown'],
    ['its id', () => logicalId('Reader')],
    ['one in another case', () => value('Named').toUpperCase()],
    ['one that is disabled', () => 'disabled-disabled-disabled'],
    ['one of no plan', () => value('Planless')],
    ['one of a plan of another API', () => value('Archivist')],
  ])('does not take %s', async (_what, key) => expectRefused(await get('/', key()), ...FORBIDDEN));

  test('asks only after its authorizer, and before its parameters are looked at', async () => {
    expect((await get('/guarded')).status).toBe(401);
    expectRefused(
      await get('/guarded', undefined, { Authorization: 'stranger' }),
      403,
      'User is not authorized to access this resource with an explicit deny',
      'AccessDeniedException',
    );
    expectRefused(await get('/guarded', undefined, { Authorization: value('Reader') }), ...FORBIDDEN);
    expect((await get('/guarded', value('Reader'), { Authorization: 'x' })).status).toBe(200);
    expectRefused(await get('/checked'), ...FORBIDDEN);
    expect((await get('/checked', value('Reader'))).status).toBe(400);
  });
});

test('a method that asks for none does not look at one', async () => {
  const { json, status } = await get('/open', value('Reader'));
  expect([status, Object.keys(json)]).toEqual([200, expect.not.arrayContaining(['apiKey', 'apiKeyId'])]);
});

test('an API can take its keys from its authorizer, and then not from the header', async () => {
  const call = async (token: string, headers = {}) => send(stack.apis[1].url, 'GET', '/', { Authorization: token, ...headers });
  expect((await call(value('Archivist'))).json.apiKey).toBe(value('Archivist'));
  expectRefused(await call(value('Reader')), ...FORBIDDEN);
  expectRefused(await call('nothing', { 'x-api-key': value('Archivist') }), ...FORBIDDEN);
});

describe('the value of a key', () => {
  test('is the one in the template, or made up', () => {
    expect(value('Named')).toBe(QUOTED);
    expect(value('Reader')).toMatch(/^[0-9a-f]{40}$/);
    expect(value('Reader')).not.toBe(value('Fast'));
  });

  test('is told of enabled keys alone', () => {
    expect(stack.apiKeys.all.map((key) => key.logicalId)).toEqual(
      ['Reader', 'Named', 'Fast', 'Faster', 'Picky', 'Counted', 'Planless', 'Archivist', 'Pickier'].map(logicalId),
    );
    expect(() => value('Disabled')).toThrow(`there is no enabled API key ${logicalId('Disabled')}`);
  });
});

describe('a plan that throttles', () => {
  test('gives each key a bucket, and asks for no more than its method does', async () => {
    expect(await statuses([['GET', '/'], ['PUT', '/books/1']], 'Fast')).toEqual([200, 200]);
    expectRefused(await get('/', value('Fast')), 429, 'Too Many Requests', 'TooManyRequestsException');
    expect((await get('/open', value('Fast'))).status).toBe(200);
    expect((await get('/', value('Faster'))).status).toBe(200);
  });

  test('can give a method a bucket of its own', async () => {
    expect(
      await statuses(
        [
          ['GET', '/books/1'],
          ['GET', '/books/2'],
          ['PUT', '/books/1'],
          ['PUT', '/books/1'],
          ['GET', '/'],
          ['GET', '/'],
        ],
        'Picky',
      ),
    ).toEqual([200, 429, 200, 200, 200, 429]);
    expect(await statuses([['GET', '/books/1']], 'Pickier')).toEqual([200]);
  });
});

test('a plan with a quota counts, on all methods together', async () => {
  expect(await statuses([['GET', '/'], ['PUT', '/books/1']], 'Counted')).toEqual([200, 200]);
  expectRefused(await get('/', value('Counted')), 429, 'Limit Exceeded', 'LimitExceededException');
});

test('shell variables are made of the keys', async () => {
  const lines = await shellVariables(stack);
  const script = [...lines, 'printf \'%s\\n\' "$API_KEY" "$API_KEY_2" "$API_KEY_8"'].join('\n');
  expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\n').slice(0, -1)).toEqual(
    ['Reader', 'Named', 'Archivist'].map(value),
  );
  expect(lines).toContain(`# the API key ${logicalId('Named')}`);
});

test('no method is told to be closed', () => {
  expect(progress.filter((line) => line.includes('to everybody'))).toEqual([]);
});
