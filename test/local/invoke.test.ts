import { rmSync } from 'node:fs';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Alias, Code, Function, FunctionProps, Runtime } from 'aws-cdk-lib/aws-lambda';
import { synthesize } from './sample-app';
import { eventually, send } from './support';
import { LocalStack } from '../../local/local-stack';
import { LogEntry } from '../../local/observation/trace';

/** Sends an Invoke with the input in the body; answers what the client returns or throws. */
const CALLER = `const { LambdaClient, InvokeCommand, GetFunctionCommand } = require('@aws-sdk/client-lambda');
const client = new LambdaClient({});
exports.handler = async ({ body }) => {
  const { get, ...input } = JSON.parse(body);
  const answer = await client.send(get ? new GetFunctionCommand(input) : new InvokeCommand(input)).then(
    ({ Payload, $metadata: { httpStatusCode: status }, ...rest }) => ({ ...rest, status, payload: Payload && Buffer.from(Payload).toString() }),
    ({ name, message, $metadata }) => ({ name, message, status: $metadata?.httpStatusCode, attempts: $metadata?.attempts }));
  return { statusCode: 200, body: JSON.stringify(answer) };
};`;
const CALLED = `exports.handler = async (event, { invokedFunctionArn }) => {
  console.log('called with', JSON.stringify(event));
  if (event.fail) throw new Error('no');
  const version = process.env.AWS_LAMBDA_FUNCTION_VERSION;
  return event.httpMethod ? { statusCode: 200, headers: { 'X-Arn': invokedFunctionArn, 'X-Version': version } } : { event, arn: invokedFunctionArn, version };
};`;

const ACCOUNT = '123456789012';
const ARN = `arn:aws:lambda:us-east-1:${ACCOUNT}:function`;

function define(app: App): void {
  const stack = new Stack(app, 'Chain');
  const lambda = (id: string, props: Partial<FunctionProps> & { code: Code }) => new Function(stack, id, {
    runtime: Runtime.NODEJS_22_X, handler: 'index.handler', functionName: id, timeout: Duration.seconds(20), ...props,
  });
  const caller = lambda('caller', { code: Code.fromInline(CALLER) });
  const called = lambda('called', { code: Code.fromInline(CALLED) });
  const live = new Alias(stack, 'Live', { aliasName: 'live', version: called.currentVersion });
  const stopped = lambda('stopped', { code: Code.fromInline(CALLED), reservedConcurrentExecutions: 0 });
  const python = lambda('python', { code: Code.fromInline('def handler(event, context): pass'), runtime: Runtime.PYTHON_3_13 });
  lambda('secret', { code: Code.fromInline(CALLED) });
  [called, stopped, python].forEach((one) => one.grantInvoke(caller));
  const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
  api.root.addMethod('POST', new LambdaIntegration(caller));
  api.root.addResource('alias').addMethod('GET', new LambdaIntegration(live));
}

const log: LogEntry[] = [];
let assembly: string;
let stack: LocalStack;

beforeAll(async () => {
  assembly = synthesize(define);
  stack = await LocalStack.start({ assembly, warm: false, onLog: (entry) => log.push(entry) });
});
afterAll(async () => {
  await stack.stop();
  rmSync(assembly, { recursive: true });
});

const invoke = async (input: object) => (await send(stack.url, 'POST', '/', {}, JSON.stringify(input))).json;
const called = (FunctionName: string, more: object = {}) => invoke({ FunctionName, Payload: JSON.stringify({ a: 1 }), ...more });

test.each([
  ['its name', 'called', `${ARN}:called`, '$LATEST'],
  ['its ARN', `${ARN}:called`, `${ARN}:called`, '$LATEST'],
  ['a partial ARN', `${ACCOUNT}:function:called`, `${ARN}:called`, '$LATEST'],
  ['a version', 'called:1', `${ARN}:called:1`, '1'],
  ['an alias', `${ARN}:called:live`, `${ARN}:called:live`, '1'],
])('a function invokes another one by %s', async (_what, name, arn, version) => {
  const { payload, ...answer } = await called(name);
  expect(answer).toEqual({ status: 200, StatusCode: 200, ExecutedVersion: version });
  expect(JSON.parse(payload)).toEqual({ event: { a: 1 }, arn, version });
});

test('a qualifier selects the version', async () => {
  expect(JSON.parse((await called('called', { Qualifier: 'live' })).payload).arn).toBe(`${ARN}:called:live`);
  expect(await called('called:1', { Qualifier: 'live' })).toMatchObject({ name: 'InvalidParameterValueException', status: 400 });
});

test('without a payload the event is empty', async () => {
  expect(JSON.parse((await invoke({ FunctionName: 'called' })).payload).event).toEqual({});
});

test('the error of the function is the payload, and its log is returned to whoever asks for it', async () => {
  const { FunctionError, LogResult, payload, status } = await invoke({ FunctionName: 'called', Payload: '{"fail":true}', LogType: 'Tail' });
  expect([status, FunctionError, JSON.parse(payload).errorMessage]).toEqual([200, 'Unhandled', 'no']);
  expect(Buffer.from(LogResult, 'base64').toString()).toContain('called with {"fail":true}');
});

test('an event is carried out later', async () => {
  expect(await called('called', { InvocationType: 'Event', Payload: '{"later":true}' })).toMatchObject({ status: 202, payload: null });
  await eventually(() => log.some(({ line }) => line.includes('called with {"later":true}')));
});

test('a dry run invokes nothing', async () => {
  const before = log.length;
  expect(await called('called', { InvocationType: 'DryRun' })).toMatchObject({ status: 204 });
  expect(log.slice(before).filter(({ line }) => line.includes('called with'))).toEqual([]);
});

test.each<[string, object, object]>([
  ['a function that its role may not invoke', { FunctionName: 'secret' }, {
    name: 'AccessDeniedException',
    status: 403,
    message: expect.stringMatching(new RegExp(
      `^User: arn:aws:sts::${ACCOUNT}:assumed-role/.+/caller is not authorized to perform: lambda:InvokeFunction on resource: ${ARN}:secret `
      + 'because no identity-based policy allows the lambda:InvokeFunction action$',
    )),
  }],
  ['a dry run that its role does not allow', { FunctionName: 'secret', InvocationType: 'DryRun' }, { name: 'AccessDeniedException', status: 403 }],
  ['an alias that is not there', { FunctionName: 'called:old' }, { name: 'ResourceNotFoundException', status: 404, message: `Function not found: ${ARN}:called:old` }],
  ['a payload that is not JSON', { FunctionName: 'called', Payload: '{' }, { name: 'InvalidRequestContentException', status: 400 }],
  ['too large an event', { FunctionName: 'called', InvocationType: 'Event', Payload: JSON.stringify('a'.repeat(1024 * 1024)) },
    { name: 'RequestEntityTooLargeException', status: 413, message: '1048578 byte payload is too large for the Event invocation type (limit 1048576 bytes)' }],
  ['a function without concurrency', { FunctionName: 'stopped' }, { name: 'TooManyRequestsException', status: 429 }],
  ['a function that cannot run here', { FunctionName: 'python' },
    { name: 'NotEmulated', attempts: 1, message: expect.stringContaining('runs on python3.13: only Node.js is supported') }],
  ['another operation', { FunctionName: 'called', get: true }, { name: 'NotEmulated', attempts: 1, message: expect.stringContaining('only Invoke is') }],
])('is refused: %s', async (_what, input, error) => {
  expect(await invoke(input)).toMatchObject(error);
});

test('the alias of an integration is the one that the function is invoked by', async () => {
  const { headers, status } = await send(stack.url, 'GET', '/alias');
  expect([status, headers['x-arn'], headers['x-version']]).toEqual([200, `${ARN}:called:live`, '1']);
});
