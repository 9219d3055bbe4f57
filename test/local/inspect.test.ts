import { rmSync } from 'node:fs';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { inline, synthesize } from './sample-app';
import { eventually, send } from './support';
import { LocalStack } from '../../local/local-stack';
import { freePort } from '../../local/machine/loopback';

let assembly: string;
let stack: LocalStack | undefined;

function define(app: App): void {
  app.node.setContext('aws:cdk:enable-path-metadata', true);
  const shop = new Stack(app, 'Shop');
  const api = new RestApi(shop, 'Api', { cloudWatchRole: false });
  for (const [name, code] of Object.entries({
    GetOrder: 'exports.handler = async () => { await new Promise((done) => setTimeout(done, 1500)); return { statusCode: 200, body: String(process.pid) }; };',
    PutOrder: inline('{ statusCode: 200, body: "put" }'),
  })) {
    const handler = new Function(shop, name, { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline(code), timeout: Duration.seconds(1) });
    api.root.addResource(name).addMethod('GET', new LambdaIntegration(handler, { timeout: Duration.millis(500) }));
  }
}

beforeAll(() => { assembly = synthesize(define); });
afterEach(async () => stack?.stop());
afterAll(() => rmSync(assembly, { recursive: true }));

async function start(inspect: Record<string, number>): Promise<{ progress: string[]; log: string[] }> {
  const progress: string[] = [];
  const log: string[] = [];
  stack = undefined;
  stack = await LocalStack.start({
    assembly,
    inspect,
    warm: false,
    onProgress: (line) => progress.push(line),
    onLog: ({ line }) => log.push(line),
  });
  return { progress, log };
}

test('a function that is debugged has an inspector and one environment, and no timeout', async () => {
  const port = await freePort();
  const { log, progress } = await start({ getorder: port });
  expect(progress).toContain(`Shop/GetOrder can be debugged at 127.0.0.1:${port}: its timeout is off`);
  const [first, second] = await Promise.all([send(stack!.url, 'GET', '/GetOrder'), send(stack!.url, 'GET', '/GetOrder')]);
  expect([first.status, second.status, second.text]).toEqual([200, 200, first.text]);
  const targets = await send(`http://127.0.0.1:${port}/`, 'GET', '/json/list');
  expect(targets.json).toHaveLength(1);
  expect(log).toEqual([]);
  await stack!.reload();
  expect((await send(stack!.url, 'GET', '/GetOrder')).text).not.toBe(first.text);
  expect((await send(`http://127.0.0.1:${port}/`, 'GET', '/json/list')).json).toHaveLength(1);
});

test('other functions keep their timeout and have no inspector', async () => {
  await start({ PutOrder: await freePort() });
  expect((await send(stack!.url, 'GET', '/GetOrder')).status).toBe(504);
});

test.each([
  ['Order', /--inspect Order names several functions: choose one of Shop\/GetOrder, Shop\/PutOrder/],
  ['Delete', /--inspect Delete names no function: choose one of Shop\/GetOrder, Shop\/PutOrder/],
])('a name that is not one function\'s is refused: %s', async (name, message) => {
  await expect(start({ [name]: 1 })).rejects.toThrow(message);
});

test('a stack trace has the lines of the source', async () => {
  const map = {
    version: 3, sources: ['original.ts'], sourcesContent: ['\n\n\nexport const handler = () => { throw new Error("x"); };'], names: [], mappings: 'AAGA',
  };
  const code = 'exports.handler = async () => { console.log(new Error("here").stack); return { statusCode: 200 }; };\n'
    + `//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
  const traced = synthesize((app) => {
    const shop = new Stack(app, 'Traced');
    const handler = new Function(shop, 'Handler', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline(code) });
    new RestApi(shop, 'Api', { cloudWatchRole: false }).root.addMethod('GET', new LambdaIntegration(handler));
  });
  const log: string[] = [];
  stack = await LocalStack.start({ assembly: traced, warm: false, onLog: ({ line }) => log.push(line) });
  await send(stack.url, 'GET', '/');
  await eventually(() => log.some((line) => line.includes('original.ts:4')));
  rmSync(traced, { recursive: true });
});
