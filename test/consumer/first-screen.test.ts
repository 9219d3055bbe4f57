import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildLocalStack, LOCAL_STACK } from '../../build/local-stack';
import { processes } from '../processes';
import { run } from '../run';

const ROOT = join(__dirname, '..', '..');
const APP = realpathSync(mkdtempSync(join(tmpdir(), 'first-screen-')));
const [FIRST_SCREEN] = readFileSync(join(ROOT, 'README.md'), 'utf8').split('\n## ');
const TESTING = readFileSync(join(ROOT, 'docs', 'testing.md'), 'utf8');

/** The only one of its kind in a text. */
function only(pattern: RegExp, text = FIRST_SCREEN): string {
  const found = [...text.matchAll(pattern)].map(([, inner]) => inner);
  expect(found).toHaveLength(1);
  return found[0];
}

const INSTALLATIONS = [...FIRST_SCREEN.matchAll(/^npm (install .*)$/gm)].map(([, line]) => line);
const FILE = only(/^Save this as `([\w.]+)`/gm);

beforeAll(async () => {
  await buildLocalStack();
  const tarballs = Object.fromEntries([ROOT, LOCAL_STACK].map((folder) => {
    const [{ filename, name }] = JSON.parse(run(ROOT, process.env, 'npm', 'pack', '--json', '--pack-destination', APP, folder));
    return [name, join(APP, filename)];
  }));
  for (const line of INSTALLATIONS) {
    run(APP, process.env, 'npm', ...line.split(' ').map((word) => tarballs[word] ?? word), '--no-audit', '--no-fund');
  }
  writeFileSync(join(APP, FILE), only(/^```ts nofixture\n(.*?)^```$/gms));
});
afterAll(() => rmSync(APP, { recursive: true, maxRetries: 5 }));

async function until(come: () => boolean): Promise<void> {
  for (let waited = 0; !come() && waited < 60_000; waited += 50) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const running = () => processes().filter(({ command }) => command.includes(APP));

/** Serves the app as the README says, and hands on the lines for a shell. */
async function serving<Result>(use: (lines: string) => Result): Promise<Result> {
  const [command, ...args] = only(/^(npx cdk-local-stack .*)$/gm).split(' ');
  // A process group of its own, as a terminal gives: Ctrl-C reaches all of it.
  const served = spawn(command, [...args, '--port', '0', '--no-console'], { cwd: APP, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [served.stdout, served.stderr]) {
    stream.on('data', (text) => { output += text; });
  }
  await until(() => served.exitCode !== null || output.includes('press Ctrl-C'));
  try {
    return use(output.split('\n').filter((line) => line.startsWith('export ')).join('\n'));
  } finally {
    process.kill(-served.pid!, 'SIGINT');
    await until(() => running().length === 0);
    expect(running()).toEqual([]);
  }
}

test('the app of the README answers the request of the README as it says', async () => {
  const request = only(/^(curl .*)$/gm);
  const answer = await serving((lines) => run(APP, process.env, 'sh', '-c', `${lines}\n${request} -sS`));
  const told = JSON.parse(only(/^```json\n(.*?)^```$/gms));
  expect(JSON.parse(answer)).toEqual(Object.fromEntries(Object.keys(told).map((member) => [member, expect.any(String)])));
});

test('the configuration and the test of docs/testing.md pass with vitest', () => {
  run(APP, process.env, 'npm', 'install', '--save-dev', 'vitest@3', '--no-audit', '--no-fund');
  for (const [, file, content] of TESTING.matchAll(/\bIn `(vitest[\w.]+|test\/\w+\.spec\.ts)`:\n\n```\w+\n(.*?)^```$/gms)) {
    mkdirSync(dirname(join(APP, file)), { recursive: true });
    writeFileSync(join(APP, file), content);
  }
  // In a pipeline, it writes no snapshots.
  for (const env of [{ ...process.env, CI: undefined }, { ...process.env, CI: 'true' }]) {
    expect(run(APP, env, 'npx', 'vitest', 'run', '--testTimeout', '120000')).toContain('1 passed');
  }
  const snapshot = readFileSync(join(APP, 'test', '__snapshots__', 'shop.spec.ts.snap'), 'utf8');
  expect(snapshot).toContain('[asset hash].zip');
  expect(snapshot).not.toMatch(/[0-9a-f]{64}/);
});
