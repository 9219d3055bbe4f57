import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { buildClient, CLIENT } from '../../build/client';
import { buildLocalStack, LOCAL_STACK } from '../../build/local-stack';
import { call } from '../http';
import { processes } from '../processes';
import { run } from '../run';

const ROOT = join(__dirname, '..', '..');
const EXAMPLES = join(ROOT, 'examples');
const NAMES = readdirSync(EXAMPLES, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
const WORK = realpathSync(mkdtempSync(join(tmpdir(), 'examples-')));

/** The files of an example that a run in the clone may leave. */
const LEFT_BEHIND = ['cdk.out', 'dist', 'node_modules'];

/** Our packages, and where they are packed. */
const PACKAGES: Readonly<Record<string, string>> = {
  'cdk-notes-api': ROOT,
  'cdk-local-stack': LOCAL_STACK,
  'cdk-notes-api-client': CLIENT,
};

beforeAll(async () => {
  if (!existsSync(join(ROOT, '.jsii'))) {
    throw new Error('the library is not built: run "npx projen build" first');
  }
  await buildLocalStack();
  await buildClient();
  const packed = JSON.parse(run(ROOT, process.env, 'npm', 'pack', '--json', '--pack-destination', WORK, ...Object.values(PACKAGES)));
  const tarballs = Object.fromEntries(packed.map(({ filename, name }: Record<string, string>) => [name, `file:../${filename}`]));
  for (const name of NAMES) {
    cpSync(join(EXAMPLES, name), join(WORK, name), { recursive: true, filter: (path) => !LEFT_BEHIND.includes(basename(path)) });
    const manifest = join(WORK, name, 'package.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/"(cdk-[\w-]+)": "\^0\.1\.0"/g, (_, own) => `"${own}": "${tarballs[own]}"`));
  }
  // One installation for all of them. Lint finds an import that the package.json of an example does not have.
  writeFileSync(join(WORK, 'package.json'), JSON.stringify({ private: true, workspaces: NAMES }));
  run(WORK, process.env, 'npm', 'install', '--no-audit', '--no-fund');
});
afterAll(() => rmSync(WORK, { recursive: true, maxRetries: 5 }));

interface Served {
  /** Everything that has been printed. */
  readonly stdout: string;
  readonly child: ChildProcess;
}

/** Starts a command as a terminal does, and waits for what it prints. */
async function start(folder: string, printed: RegExp, [command, ...args]: string[], env: NodeJS.ProcessEnv = {}): Promise<Served> {
  const child = spawn(command, args, { cwd: folder, env: { ...process.env, ...env }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => { stdout += text; });
  child.stderr.on('data', (text) => { stderr += text; });
  for (let waited = 0; waited < 120_000 && child.exitCode === null && !printed.test(stdout); waited += 50) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  if (!printed.test(stdout)) {
    throw new Error(`it is not served:\n${stdout}\n${stderr}`);
  }
  return { stdout, child };
}

/** Ends it with Ctrl-C, which reaches all of it. */
async function stop({ child }: Served): Promise<void> {
  process.kill(-child.pid!, 'SIGINT');
  const left = () => processes().filter(({ command }) => command.includes(WORK));
  if (child.exitCode === null && child.signalCode === null) {
    await once(child, 'exit');
  }
  for (let waited = 0; waited < 30_000 && left().length > 0; waited += 50) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(left()).toEqual([]);
}

/** Creates a note and reads it. */
async function expectAnswers(url: string, token?: string): Promise<void> {
  const authorization = token && { Authorization: `Bearer ${token}` };
  const created = await call(url, 'POST', '/notes/me', { headers: { ...authorization }, body: '{"content":"Buy milk"}' });
  expect(created).toMatchObject({ status: 200, json: { noteId: expect.any(String) } });
  const read = await call(url, 'GET', `/notes/me/${created.json.noteId}`, { headers: { ...authorization } });
  expect(read).toMatchObject({ status: 200, json: { content: 'Buy milk' } });
}

describe.each(NAMES)('the example %s, copied out,', (name) => {
  const folder = join(WORK, name);

  test('synthesises with the CDK command line', () => {
    run(folder, process.env, 'npx', 'cdk', 'synth', '--quiet');
    expect(readdirSync(join(folder, 'cdk.out')).filter((file) => file.endsWith('.template.json'))).toHaveLength(1);
  });

  test('is served by the local stack, and answers', async () => {
    const served = await start(folder, /^curl |^export BOB=/m, ['npx', 'cdk-local-stack', '--port', '0', '--no-console']);
    try {
      const [, url] = / ready at (http\S+)\n/.exec(served.stdout)!;
      const [, token] = /^export ALICE='([^']+)'/m.exec(served.stdout) ?? [];
      await expectAnswers(url, token);
    } finally {
      await stop(served);
    }
  });
});

describe('the page of the example web', () => {
  const folder = join(WORK, 'web');

  test('has the types of the packages', () => {
    run(folder, process.env, process.execPath, join(ROOT, 'node_modules/typescript-7/bin/tsc'), '-p', 'page');
  });

  test('is served with its API by one command, which ends on Ctrl-C', async () => {
    const served = await start(folder, /^Token of bob: /m, ['npm', 'run', 'dev'], { PORT: '0' });
    try {
      const [, url] = /^Page at (http\S+)\/$/m.exec(served.stdout)!;
      const [, token] = /^Token of alice: (.+)$/m.exec(served.stdout)!;
      const page = await fetch(url);
      expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; /);
      expect(await page.text()).toContain('<script type="module" src="main.js">');
      expect((await fetch(`${url}/main.js`)).status).toBe(200);
      await expectAnswers(url, token);
    } finally {
      await stop(served);
    }
  });
});
