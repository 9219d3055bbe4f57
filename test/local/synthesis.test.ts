import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cdkApp, CdkAppOptions } from '../../local/cdk-app';
import { Lifetime } from '../../local/machine/lifetime';
import { synthesize } from '../../local/synthesis';
import { isRunning } from '../processes';

const ROOT = join(__dirname, '..', '..');
const APPS = join(__dirname, 'apps');
// In the clone, where its packages are found.
const WORK = mkdtempSync(join(ROOT, 'node_modules', '.cache', 'synthesis-'));
const HOME = join(WORK, 'home');
const lifetime = new Lifetime();
const environment = { ...process.env };

beforeAll(() => {
  mkdirSync(HOME);
  process.env.NODE_NO_WARNINGS = '1';
  jest.spyOn(os, 'homedir').mockReturnValue(HOME);
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'CDK_DEFAULT_REGION', 'CDK_DEFAULT_ACCOUNT']) {
    delete process.env[name];
  }
});
afterAll(async () => {
  process.env = environment;
  jest.restoreAllMocks();
  await lifetime.end();
  rmSync(WORK, { recursive: true });
});

let made = 0;

/** A folder with these files. */
function folderWith(files: Record<string, string | object>): string {
  const folder = join(WORK, `app-${made++}`);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

/** The text that an app prints, or its error. */
async function printed(options: CdkAppOptions): Promise<string> {
  const lines: string[] = [];
  const synthesis = async () => synthesize(cdkApp(options), lifetime, (line) => lines.push(line));
  return synthesis().then(() => lines.join('\n'), (error: Error) => error.message);
}

/** An app that prints a value and has one empty stack. */
const printing = (value: string) => `
  const { App, Stack } = require('aws-cdk-lib');
  const app = new App();
  new Stack(app, 'Empty');
  console.log('it is', JSON.stringify(${value}));
`;

const CONTEXT = printing("['a', 'b', 'c', 'd'].map((key) => app.node.tryGetContext(key))");

describe('the app', () => {
  test('is that of cdk.json in the folder, a command for the shell', async () => {
    const folder = folderWith({ 'cdk.json': { app: 'VALUE="of a shell" node app.js && echo done' }, 'app.js': printing('process.env.VALUE') });
    expect(await printed({ folder })).toBe('synthesising VALUE="of a shell" node app.js && echo done\nit is "of a shell"\ndone');
  });

  test('may be a list of words, or be in ~/.cdk.json, where that of the folder comes first', async () => {
    writeFileSync(join(HOME, '.cdk.json'), JSON.stringify({ app: 'node app.js ours', context: { a: 'home', d: 'home' } }));
    const files = { 'app.js': printing('process.argv[2]') };
    expect(await printed({ folder: folderWith(files) })).toContain('it is "ours"');
    expect(await printed({ folder: folderWith({ ...files, 'cdk.json': { app: ['node', 'app.js', 'theirs'] } }) })).toContain('it is "theirs"');
    rmSync(join(HOME, '.cdk.json'));
  });

  test('runs after the build of cdk.json, whose failure is told', async () => {
    const folder = folderWith({ 'cdk.json': { app: 'node app.js', build: 'cp source.js app.js' }, 'source.js': printing('1') });
    expect(await printed({ folder })).toContain('it is 1');
    rmSync(join(folder, 'source.js'));
    expect(await printed({ folder })).toMatch(/^node app\.js does not synthesise: cp source\.js app\.js: exit status 1\ncp: /);
  });

  test('may be a file, in the folder of its own cdk.json', async () => {
    const folder = folderWith({ 'cdk.json': { context: { a: 'theirs' } }, 'bin/app.js': CONTEXT });
    expect(await printed({ app: join(folder, 'bin/app.js'), folder: WORK })).toContain('it is ["theirs",null,null,null]');
    const where = folderWith({ 'cdk.json': {}, 'bin/app.js': printing('process.cwd()') });
    expect(await printed({ app: 'bin/app.js', folder: where })).toContain(`it is "${where}"`);
  });

  test.each(['.js', '.cjs', '.ts', '.cts'])('may be a file of the type %s', async (type) => {
    expect(await printed({ app: `app${type}`, folder: folderWith({ [`app${type}`]: printing("'it'") }) })).toContain('it is "it"');
  });

  test.each(['.mjs', '.mts'])('may be a file of the type %s', async (type) => {
    const folder = folderWith({ [`app${type}`]: "import { App } from 'aws-cdk-lib';\nconst app = new App();\nconsole.log(await app.node.id);" });
    expect(await printed({ app: `app${type}`, folder })).toBe(`synthesising app${type}\n`);
  });

  test('may be a file with a space in its path', async () => {
    expect(await printed({ app: 'my app.ts', folder: folderWith({ 'my app.ts': printing('1') }) })).toContain('it is 1');
  });

  test('may be a file anywhere in the clone', async () => {
    const file = join(ROOT, 'test', 'local', 'apps', 'granted.ts');
    expect(await printed({ app: file })).toContain('2 roles');
    const copy = join(ROOT, `granted-${process.pid}.ts`);
    cpSync(file, copy);
    try {
      expect(await printed({ app: copy })).toContain('2 roles');
    } finally {
      rmSync(copy);
    }
  });

  test('may be a folder with a synthesised app, which stays', async () => {
    const folder = folderWith({ 'cdk.out/manifest.json': {} });
    expect(await synthesize(cdkApp({ app: 'cdk.out', folder }), lifetime)).toBe(join(folder, 'cdk.out'));
  });

  test('may be a program', async () => {
    const folder = folderWith({ 'app.js': printing('1'), 'run': '#!/bin/sh\nexec node app.js', 'node_modules/.keep': '' });
    expect(await printed({ app: 'sh run', folder })).toContain('it is 1');
  });
});

test.each([
  [{ folder: WORK }, `there is no app: pass one, or run this in a folder with an "app" in cdk.json (${WORK} has none)`],
  [{ app: 'bin/app.ts' }, 'there is no app bin/app.ts'],
  [{ app: 'app.mjs' }, 'there is no app app.mjs'],
  [{ app: 'cdk.out' }, 'there is no app cdk.out'],
  [{ app: '../build/assembly' }, 'there is no app ../build/assembly'],
  [{ app: 'test', folder: ROOT }, 'test is a folder without a synthesised app: pass a folder with a manifest.json, like cdk.out, or the file of the app'],
  [{ app: 'LICENSE', folder: ROOT }, "LICENSE is not a script that can be run: pass the command that runs it, like 'python3 app.py'"],
  [{ app: 'true' }, 'true writes no cloud assembly to CDK_OUTDIR: check that it is a CDK app and does not set "outdir"'],
  [{ app: 'exit 3' }, 'exit 3 does not synthesise: exit status 3'],
  [{ app: 'kill -9 $$' }, 'kill -9 $$ does not synthesise: SIGKILL'],
])('%j is told in one line', async (options, message) => {
  expect(await printed(options)).toBe(message);
});

test('a cdk.json that is not JSON is told', async () => {
  const folder = folderWith({ 'cdk.json': '{' });
  expect(await printed({ folder })).toBe(`${join(folder, 'cdk.json')} is not JSON`);
});

describe('the context', () => {
  test('is that of the caller, then cdk.json, cdk.context.json and ~/.cdk.json', async () => {
    writeFileSync(join(HOME, '.cdk.json'), JSON.stringify({ context: { a: 'home', b: 'home', c: 'home', d: 'home' } }));
    const folder = folderWith({
      'cdk.json': { app: 'node app.js', context: { a: 'project', b: 'project' } },
      'cdk.context.json': { a: 'cached', b: 'cached', c: 'cached' },
      'app.js': CONTEXT,
    });
    expect(await printed({ folder, context: { a: 'caller' } })).toContain('it is ["caller","project","cached","home"]');
    rmSync(join(HOME, '.cdk.json'));
  });

  test('may be larger than an environment variable', async () => {
    const folder = folderWith({ 'cdk.context.json': { a: 'x'.repeat(200_000) }, 'app.js': printing("app.node.tryGetContext('a').length") });
    expect(await printed({ app: 'app.js', folder })).toContain('it is 200000');
  });
});

describe('the environment', () => {
  const folder = () => folderWith({ 'app.js': printing('[process.env.CDK_DEFAULT_ACCOUNT, process.env.CDK_DEFAULT_REGION]') });

  test('is an account and region of nobody', async () => {
    expect(await printed({ app: 'app.js', folder: folder() })).toContain('it is ["123456789012","us-east-1"]');
  });

  test('is the region and account that the caller has set', async () => {
    process.env.AWS_DEFAULT_REGION = 'eu-west-1';
    expect(await printed({ app: 'app.js', folder: folder() })).toContain('it is ["123456789012","eu-west-1"]');
    process.env.AWS_REGION = 'eu-west-3';
    expect(await printed({ app: 'app.js', folder: folder() })).toContain('it is ["123456789012","eu-west-3"]');
    Object.assign(process.env, { CDK_DEFAULT_ACCOUNT: '111122223333', CDK_DEFAULT_REGION: 'eu-north-1' });
    expect(await printed({ app: 'app.js', folder: folder() })).toContain('it is ["111122223333","eu-north-1"]');
  });

  test('names the tsconfig.json that the caller has set, wherever the app is', async () => {
    process.env.TSX_TSCONFIG_PATH = 'tsconfig.dev.json';
    const app = { 'app.js': printing('process.env.TSX_TSCONFIG_PATH') };
    expect(await printed({ app: 'app.js', folder: folderWith(app) })).toContain(`it is "${join(process.cwd(), 'tsconfig.dev.json')}"`);
    delete process.env.TSX_TSCONFIG_PATH;
  });
});

describe('an error is told with everything that the app printed:', () => {
  test('what a CDK error says', async () => {
    expect(await printed({ app: 'throws-cdk.cjs', folder: APPS })).toContain('Domain name does not support uppercase letters. Got: Shop.example.com');
    expect(await printed({ app: 'invalid.cjs', folder: APPS })).toContain("[Shop/Api] The REST API doesn't contain any methods");
  });

  test('the place of a syntax error', async () => {
    const folder = folderWith({ 'app.ts': 'const one = 1;\nconst = 2;\n' });
    expect(await printed({ app: 'app.ts', folder })).toMatch(/^app\.ts does not synthesise: exit status 1\n[^]*app\.ts:2:6: ERROR: /);
  });

  test('the import that a bundle misses', async () => {
    const folder = folderWith({
      'handler.ts': "import { nothing } from './no-such-file';\nexport const handler = async () => nothing;",
      'package-lock.json': {},
      'app.ts': `
        import { App, Stack } from 'aws-cdk-lib';
        import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
        new NodejsFunction(new Stack(new App(), 'Shop'), 'Function', { entry: '${'handler.ts'}', depsLockFilePath: 'package-lock.json' });`,
    });
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const error = await printed({ app: 'app.ts', folder });
    expect(error).toContain('Could not resolve "./no-such-file"');
    expect(error).toContain('handler.ts:1:24');
    expect(error).toContain('Failed to bundle asset');
  });

  test('the traceback of a Python app', async () => {
    const folder = folderWith({ 'app.py': 'def stack():\n    raise ValueError("no bucket")\n\nstack()\n' });
    const error = await printed({ app: 'python3 app.py', folder });
    expect(error).toMatch(/^python3 app\.py does not synthesise: exit status 1\nTraceback .*\n[^]*line 4[^]*\nValueError: no bucket$/);
  });
});

test('no process of the app outlives the synthesis', async () => {
  const folder = folderWith({
    'app.js': `${printing('1')}
      const child = require('node:child_process').spawn('sleep', ['600'], { stdio: 'inherit' });
      require('node:fs').writeFileSync('pid', String(child.pid));
      child.unref();`,
  });
  expect(await printed({ app: 'app.js', folder })).toContain('it is 1');
  expect(isRunning(Number(readFileSync(join(folder, 'pid'), 'utf8')))).toBe(false);
});

test('its folders are gone when the lifetime ends', async () => {
  const short = new Lifetime();
  const assembly = await synthesize(cdkApp({ app: 'app.js', folder: folderWith({ 'app.js': printing('1') }) }), short);
  expect(readdirSync(assembly)).toContain('Empty.template.json');
  await short.end();
  expect(readdirSync(tmpdir()).map((name) => join(tmpdir(), name))).not.toContain(assembly);
});
