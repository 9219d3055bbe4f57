import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { processes } from '../processes';
import { run } from '../run';

const ROOT = join(__dirname, '..', '..');
const WORK = mkdtempSync(join(tmpdir(), 'notes-newcomer-'));
const CLONE = join(WORK, 'a folder of another name');

/** The environment of a fresh machine: Node.js, npm and the system's own tools, with an empty npm cache. */
const ENV = {
  HOME: process.env.HOME,
  PATH: [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(':'),
  npm_config_cache: join(WORK, 'npm-cache'),
  npm_config_update_notifier: 'false',
};

/** The number of commands that the example prints. */
const CURL_LINES = 6;

const inClone = (command: string, ...args: string[]) => run(CLONE, ENV, command, ...args);

/** Starts `npm start` and waits until it has said that it is ready. */
async function npmStart(...args: string[]): Promise<{ process: ChildProcess; lines: string[] }> {
  // A process group of its own, as a terminal gives: Ctrl-C reaches all of it.
  const started = spawn('npm', ['start', '--', ...args], { cwd: CLONE, env: ENV, detached: true });
  const lines: string[] = [];
  started.stdout.setEncoding('utf8').on('data', (text: string) => lines.push(...text.split('\n').filter(Boolean)));
  await until(() => started.exitCode !== null || lines.filter((line) => line.startsWith('curl ')).length === CURL_LINES);
  return { process: started, lines };
}

/** Waits for what should come soon; gives up after half a minute. */
async function until(come: () => boolean): Promise<void> {
  for (let waited = 0; !come() && waited < 30_000; waited += 50) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const urlOf = (lines: string[]) => lines.find((line) => line.includes('ready at'))!.split(' ').at(-1)!;

const processesOf = (folder: string) => processes().filter(({ command }) => command.includes(folder));

beforeAll(() => {
  run(WORK, ENV, 'git', 'clone', '--quiet', ROOT, CLONE);
  inClone('npm', 'ci');
});
afterAll(() => rmSync(WORK, { recursive: true, force: true, maxRetries: 5 }));

test('npm ci leaves the clone as it was', () => {
  expect(inClone('git', 'status', '--porcelain')).toBe('');
});

describe('npm start', () => {
  let started: Awaited<ReturnType<typeof npmStart>>;
  beforeAll(async () => { started = await npmStart('--port', '0'); });
  afterAll(() => { started?.process.kill('SIGKILL'); });

  test('says where the API is, on a line of its own', () => {
    expect(started.lines).toContainEqual(expect.stringMatching(/^Notes API ready at http:\/\/127\.0\.0\.1:\d+$/));
  });

  test('prints curl lines that work when pasted', () => {
    const [create, get, none, list, patch, remove] = started.lines
      .filter((line) => line.startsWith('curl '))
      .map((line) => inClone('sh', '-c', line));
    expect(create).toMatch(/^HTTP\/1\.1 200 [^]*"noteId":"[0-9a-f-]{36}"/);
    expect(get).toMatch(/^HTTP\/1\.1 200 [^]*"content":"Buy milk"/);
    expect(none).toMatch(/^HTTP\/1\.1 404 [^]*"code":"note-not-found"/);
    expect(list).toMatch(/^HTTP\/1\.1 200 [^]*"snippet":"Buy milk"/);
    expect(patch).toMatch(/^HTTP\/1\.1 200 [^]*"title":"Errands"/);
    expect(remove).toMatch(/^HTTP\/1\.1 204 /);
  });

  test('passes the contract suite, which takes it for a deployed API', () => {
    run(CLONE, { ...ENV, NOTES_API_URL: urlOf(started.lines) }, 'npx', 'jest', '--ci', 'test/contract');
  });

  test('ends on SIGTERM and leaves no process and no open port behind', async () => {
    expect(processesOf(CLONE)).not.toEqual([]);
    const { port } = new URL(urlOf(started.lines));
    started.process.kill('SIGTERM');
    await once(started.process, 'exit');
    await until(() => processesOf(CLONE).length === 0);
    expect(processesOf(CLONE)).toEqual([]);
    const [error] = await once(createConnection(Number(port), '127.0.0.1').on('error', () => {}), 'error').catch((refused) => [refused]);
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  });
});

test('npm start ends on Ctrl-C and leaves no process behind', async () => {
  const { process: npm } = await npmStart('--port', '0');
  process.kill(-npm.pid!, 'SIGINT');
  await once(npm, 'exit');
  await until(() => processesOf(CLONE).length === 0);
  expect(processesOf(CLONE)).toEqual([]);
});

describe('the build of the clone', () => {
  test('gives the same bundle, byte for byte', () => {
    inClone('npx', 'projen', 'bundle');
    for (const file of ['assets/lambda/index.mjs', 'assets/THIRD-PARTY-LICENSES']) {
      expect(readFileSync(join(CLONE, file)).equals(readFileSync(join(ROOT, file)))).toBe(true);
    }
  });

  test('gives the same tarball, byte for byte', () => {
    for (const task of ['compile', 'post-compile']) {
      inClone('npx', 'projen', task);
    }
    const [one, other] = [ROOT, CLONE].map(
      (folder) => JSON.parse(run(folder, ENV, 'npm', 'pack', '--json', '--pack-destination', WORK))[0],
    );
    expect(one.integrity).toBe(other.integrity);
  });

  test('gives the same package of the local stack, byte for byte', () => {
    const [one, other] = [ROOT, CLONE].map((folder) => {
      run(folder, ENV, 'npx', 'tsx', 'build/local-stack.ts');
      return JSON.parse(run(folder, ENV, 'npm', 'pack', '--json', '--pack-destination', WORK, './node_modules/.cache/cdk-local-stack'))[0];
    });
    expect(one.integrity).toBe(other.integrity);
  });
});
