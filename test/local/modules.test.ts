import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Code, Function, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import { synthesize } from './sample-app';
import { eventually, send } from './support';
import { LocalStack } from '../../local/local-stack';
import { LogEntry } from '../../local/observation/trace';

/** The app's folder, with packages that are installed in it, and with layers. */
const project = realpathSync(mkdtempSync(join(tmpdir(), 'local-test-')));
const file = (path: string, text: string) => {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
};
const commonJs = (folder: string, value: string) => file(`${folder}/index.js`, `exports.value = '${value}'`);
const esModule = (folder: string, value: string) => {
  file(`${folder}/package.json`, JSON.stringify({ type: 'module', exports: { import: './index.js' } }));
  file(`${folder}/index.js`, `export const value = '${value}'`);
};

const cases: [name: string, code: string, layers?: string[]][] = [
  ['commonjs', answer("require('@aws-sdk/of-the-app').value")],
  ['module', asModule("import { value } from '@aws-sdk/module-of-the-app';")],
  ['below', answer("require('@aws-sdk/of-a-package-below').value")],
  ['smithy', answer("require('@smithy/of-the-app').value")],
  ['v2', answer("require('aws-sdk').value + require('aws-sdk/clients/s3').value")],
  ['own', answer("typeof require('@aws-sdk/client-dynamodb').DynamoDBClient")],
  ['ownmodule', asModule("import { DynamoDBClient } from '@aws-sdk/client-dynamodb'; const value = typeof DynamoDBClient;")],
  ['nowhere', answer("require('@aws-sdk/client-nowhere/deep').value")],
  ['nowheremodule', asModule("import { value } from '@aws-sdk/client-nowhere';")],
  ['other', answer("require('of-the-app-alone').value")],
  ['layered', answer("[require('tool').value, require('versioned').value, require('/opt/nodejs/helper').value]"), ['first', 'second']],
  ['layeredmodule', asModule("import { value as one } from 'tool'; import { value as two } from '/opt/nodejs/helper.js'; const value = one + two;"), ['first']],
];

function answer(value: string): string {
  return `exports.handler = async () => ({ statusCode: 200, body: JSON.stringify(${value}) });`;
}

function asModule(imports: string): string {
  return `${imports} export const handler = async () => ({ statusCode: 200, body: JSON.stringify(value) });`;
}

function define(app: App): void {
  const stack = new Stack(app, 'Modules');
  const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
  const layers = new Map(['first', 'second'].map((id) => [id, new LayerVersion(stack, id, { code: Code.fromAsset(join(project, id)) })]));
  for (const [name, code, own = []] of cases) {
    api.root.addResource(name).addMethod('GET', new LambdaIntegration(new Function(stack, name, {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromInline(code),
      layers: own.map((id) => layers.get(id)!),
    })));
  }
}

const log: LogEntry[] = [];
let assembly: string;
let stack: LocalStack;

beforeAll(async () => {
  commonJs('node_modules/@aws-sdk/of-the-app', 'installed in the app');
  esModule('node_modules/@aws-sdk/module-of-the-app', 'a module of the app');
  file('package.json', '{}');
  commonJs('packages/functions/node_modules/@aws-sdk/of-a-package-below', 'installed below');
  commonJs('node_modules/@smithy/of-the-app', 'smithy');
  commonJs('node_modules/aws-sdk', 'two');
  commonJs('node_modules/aws-sdk/clients/s3', '-s3');
  commonJs('node_modules/of-the-app-alone', 'never');
  commonJs('first/nodejs/node_modules/tool', 'first tool');
  commonJs('first/nodejs/node22/node_modules/versioned', 'of Node.js 22');
  file('first/nodejs/helper.js', "exports.value = 'helper of the first'");
  commonJs('second/nodejs/node_modules/tool', 'second tool');
  assembly = synthesize(define);
  stack = await LocalStack.start({ assembly, folder: project, warm: false, onLog: (entry) => log.push(entry) });
});
afterAll(async () => {
  await stack.stop();
  [project, assembly].forEach((path) => rmSync(path, { recursive: true }));
});

const get = async (name: string) => send(stack.url, 'GET', `/${name}`);

test.each([
  ['a CommonJS package', 'commonjs', 'installed in the app'],
  ['an ES module', 'module', 'a module of the app'],
  ['a package of a folder below', 'below', 'installed below'],
  ['a package of Smithy', 'smithy', 'smithy'],
  ['version 2 and its clients', 'v2', 'two-s3'],
])('the AWS SDK is resolved from the folder of the app: %s', async (_what, name, value) => {
  expect((await get(name)).json).toBe(value);
});

test.each(['own', 'ownmodule'])('the SDK that the app has not is the one of the local stack: %s', async (name) => {
  expect((await get(name)).json).toBe('function');
});

test('version 2 of the SDK is told to be missing on AWS', async () => {
  await get('v2');
  await eventually(() => log.some(({ line }) => line.includes('aws-sdk is not part of nodejs22.x: on AWS, this function fails unless its bundle includes it')));
});

test.each(['nowhere', 'nowheremodule'])('a package of the SDK that is nowhere fails, and tells what to install: %s', async (name) => {
  expect((await get(name)).status).toBe(502);
  const line = "@aws-sdk/client-nowhere is neither in the function's code nor installed: run \"npm install --save-dev @aws-sdk/client-nowhere\" in ";
  await eventually(() => log.some((entry) => entry.logicalId.startsWith(name) && entry.line.includes(line)));
});

test('a package that is not of the SDK is not found in the folder of the app, as on AWS', async () => {
  expect((await get('other')).status).toBe(502);
  await eventually(() => log.some(({ line }) => line.includes("Cannot find module 'of-the-app-alone'")));
});

test('the packages and files of layers are found, in the last layer first', async () => {
  expect((await get('layered')).json).toEqual(['second tool', 'of Node.js 22', 'helper of the first']);
  expect((await get('layeredmodule')).json).toBe('first toolhelper of the first');
});
