import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { App, Stack } from 'aws-cdk-lib';
import { MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { synthesize } from './sample-app';
import { eventually, send } from './support';
import { temporaryProject, TemporaryProject } from './temporary-project';
import { LocalStack } from '../../local/local-stack';

const APP = `
const { App, Stack } = require('aws-cdk-lib');
const { LambdaRestApi } = require('aws-cdk-lib/aws-apigateway');
const { Code, Function, Runtime } = require('aws-cdk-lib/aws-lambda');
const { GREETING } = require('./greeting.cjs');
const stack = new Stack(new App(), 'Hello');
const handler = new Function(stack, 'Handler', {
  runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromAsset('handler'), environment: { GREETING },
});
new LambdaRestApi(stack, 'Api', { handler, cloudWatchRole: false });
`;
const HANDLER = `
const { NAME } = require('./name.js');
exports.handler = async () => ({ statusCode: 200, body: \`\${process.env.GREETING} \${NAME}\` });
`;
const greeting = (text: string) => `exports.GREETING = ${JSON.stringify(text)};`;
const name = (text: string) => `exports.NAME = ${JSON.stringify(text)};`;

let project: TemporaryProject;
let stack: LocalStack;
let reloads = 0;
const progress: string[] = [];

beforeAll(async () => {
  project = temporaryProject({
    'cdk.json': JSON.stringify({ app: 'node app.cjs', watch: { exclude: ['notes.txt'] } }),
    'app.cjs': APP,
    'greeting.cjs': greeting('Hello'),
    'handler/index.js': HANDLER,
    'handler/name.js': name('World'),
  });
  stack = await LocalStack.start({
    folder: project.folder,
    warm: false,
    watch: true,
    onProgress: (line) => progress.push(line),
    onReload: () => { reloads += 1; },
  });
});
afterAll(async () => {
  await stack.stop();
  project.remove();
});

const said = async () => (await send(stack.url, 'GET', '/')).text;

/** Edits files and waits until the new app is served. */
async function edit(files: Readonly<Record<string, string>>): Promise<void> {
  const before = reloads;
  project.write(files);
  await eventually(() => reloads > before);
}

test.each([
  ['a file that the handler imports', { 'handler/name.js': name('Ada') }, 'Hello Ada'],
  ['the handler', { 'handler/index.js': HANDLER.replace('} $', '}, $') }, 'Hello, Ada'],
  ['a file that the app imports', { 'greeting.cjs': greeting('Good day') }, 'Good day, Ada'],
  ['the app', { 'app.cjs': APP.replace('environment: { GREETING }', "environment: { GREETING: 'Hi' }") }, 'Hi, Ada'],
])('an edit of %s is served', async (_, files, expected) => {
  await edit(files);
  expect(await said()).toBe(expected);
});

test('several edits at once are one reload', async () => {
  const before = reloads;
  await edit({ 'handler/name.js': name('Bob'), 'handler/index.js': HANDLER });
  await delay(500);
  expect(await said()).toBe('Hi Bob');
  expect(reloads).toBe(before + 1);
});

test('an app that does not synthesise is reported, and the old one is served until it does', async () => {
  project.write({ 'greeting.cjs': 'exports.GREETING = ;' });
  await eventually(() => progress.includes('the app from before the edit is still served'));
  expect(progress.some((line) => line.includes('SyntaxError'))).toBe(true);
  expect(await said()).toBe('Hi Bob');
  await edit({ 'greeting.cjs': greeting('Hello'), 'app.cjs': APP });
  expect(await said()).toBe('Hello Bob');
});

test('no request fails while files are edited', async () => {
  let over = false;
  const answers = new Map<string, number>();
  const caller = async () => {
    while (!over) {
      const { status, text } = await send(stack.url, 'GET', '/');
      answers.set(`${status} ${text}`, (answers.get(`${status} ${text}`) ?? 0) + 1);
    }
  };
  const callers = Array.from({ length: 4 }, caller);
  try {
    await edit({ 'handler/name.js': name('Eve') });
    await edit({ 'greeting.cjs': greeting('Bye') });
    await eventually(() => answers.has('200 Bye Eve'));
  } finally {
    over = true;
    await Promise.all(callers);
  }
  expect(new Set(answers.keys())).toEqual(new Set(['200 Hello Bob', '200 Hello Eve', '200 Bye Eve']));
});

test('an edit of an excluded file, and a file that is written again with the same content, reload nothing', async () => {
  await edit({ 'greeting.cjs': greeting('Again') });
  const before = progress.length;
  project.write({ 'notes.txt': 'x', 'greeting.cjs': greeting('Again') });
  await delay(1_000);
  expect(progress.slice(before)).toEqual([]);
});

test('a folder with a synthesised app is read again when it is synthesised again', async () => {
  const define = (status: string) => (app: App) => {
    const api = new RestApi(new Stack(app, 'Mock'), 'Api', { cloudWatchRole: false });
    api.root.addMethod('GET', new MockIntegration({
      requestTemplates: { 'application/json': `{"statusCode": ${status}}` },
      integrationResponses: [{ statusCode: status }],
    }), { methodResponses: [{ statusCode: status }] });
  };
  const assembly = synthesize(define('201'));
  let served!: () => void;
  const reloaded = new Promise<void>((resolve) => { served = resolve; });
  const mock = await LocalStack.start({ app: assembly, watch: true, onReload: served });
  expect((await send(mock.url, 'GET', '/')).status).toBe(201);
  const again = new App({ outdir: assembly, analyticsReporting: false });
  define('202')(again);
  again.synth();
  await reloaded;
  expect((await send(mock.url, 'GET', '/')).status).toBe(202);
  await mock.stop();
  rmSync(assembly, { recursive: true });
});
