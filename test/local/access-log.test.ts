import { rmSync } from 'node:fs';
import { Stack } from 'aws-cdk-lib';
import { AccessLogFormat, LambdaIntegration, LogGroupLogDestination, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { inline, synthesize } from './sample-app';
import { send } from './support';
import { LocalStack } from '../../local/local-stack';

const VARIABLES = [
  'httpMethod', 'path', 'resourcePath', 'status', 'responseLength', 'integrationStatus', 'error.responseType', 'error.messageString',
  'identity.userAgent', 'stage', 'authorizer.principalId', 'identity', 'nothing.of.it',
];

let stack: LocalStack;
let assembly: string;
const log: { logicalId: string; line: string }[] = [];

beforeAll(async () => {
  assembly = synthesize((app) => {
    const library = new Stack(app, 'Library');
    const books = new Function(library, 'Books', {
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromInline(inline("{ statusCode: 200, body: 'é' }")),
    });
    const format = `${VARIABLES.map((name) => `$context.${name}`).join(' | ')} $context.requestId`;
    const api = new RestApi(library, 'Api', {
      cloudWatchRole: false,
      deployOptions: {
        accessLogDestination: new LogGroupLogDestination(new LogGroup(library, 'Log')),
        accessLogFormat: AccessLogFormat.custom(format),
      },
    });
    api.root.addResource('books').addResource('{id}').addMethod('GET', new LambdaIntegration(books));
    new RestApi(library, 'Silent', { cloudWatchRole: false }).root.addMethod('GET', new LambdaIntegration(books));
  });
  stack = await LocalStack.start({ assembly, onLog: (entry) => log.push(entry) });
});
afterAll(async () => {
  await stack.stop();
  rmSync(assembly, { recursive: true });
});

/** The lines of one request. */
async function lines(path: string, headers?: Record<string, string>): Promise<string[]> {
  const before = log.length;
  const answer = await send(stack.url, 'GET', path, headers);
  const requestId = answer.headers['x-amzn-requestid'] as string;
  return log.slice(before).map(({ line }) => line.replace(requestId, 'its id'));
}

test('a line has what the stage\'s format asks for, and a dash for what there is not', async () => {
  expect(await lines('/books/a%2Fb?x=1', { 'user-agent': 'test' })).toEqual([
    'GET | /prod/books/a%2Fb | /books/{id} | 200 | 2 | 200 | - | - | test | prod | - | - | - its id',
  ]);
});

test('a line has what API Gateway itself answers', async () => {
  expect(await lines('/shelves', { 'user-agent': 'test' })).toEqual([
    'GET | /prod/shelves | - | 403 | 42 | - | MISSING_AUTHENTICATION_TOKEN | "Missing Authentication Token" | test | prod | - | - | - its id',
  ]);
});

test('an API whose stage has no format writes nothing', async () => {
  const before = log.length;
  expect((await send(stack.apis[1].url, 'GET', '/')).status).toBe(200);
  expect(log.slice(before)).toEqual([]);
});
