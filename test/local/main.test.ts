import { ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { eventually, send } from './support';
import { freePort, listen } from '../../local/machine/loopback';
import { main } from '../../local/main';
import { CURL_VERSION, testCurl } from '../curl';
import { isRunning, processes } from '../processes';

const ROOT = join(__dirname, '..', '..');
const APPS = join(__dirname, 'apps');
// One for all: tsx keeps there what it has compiled.
const TMPDIR = mkdtempSync(join(tmpdir(), 'local-test-'));

beforeAll(() => {
  Object.assign(process.env, { NODE_NO_WARNINGS: '1', TMPDIR });
  // The apps have a context of their own.
  delete process.env.CDK_CONTEXT_JSON;
});
afterAll(() => rmSync(TMPDIR, { recursive: true }));

function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, ['--require', 'tsx/cjs', join(__dirname, 'serve.ts'), ...args], {
    cwd: ROOT, env: process.env, stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** The output of the command until it has written this text. */
async function startedOutput(child: ChildProcess, last: string): Promise<string> {
  let stdout = '';
  child.stdout?.on('data', (chunk) => { stdout += chunk; });
  await eventually(() => stdout.includes(last));
  return stdout;
}

/** The remaining temporary folders; tsx keeps its own. */
function leftovers(): string[] {
  return readdirSync(TMPDIR).filter((name) => /^(cdk-out|inline-code)/.test(name));
}

/** Runs the command to its end, in this process: another takes a second to start. */
async function run(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  const [stdout, stderr] = (['log', 'error'] as const).map((name) => jest.spyOn(console, name).mockImplementation());
  try {
    const status = await main(args, { command: 'serve', folder: APPS, defaultApp: 'shop.ts' });
    const [written, told] = [stdout, stderr].map(({ mock }) => mock.calls.map(([line]) => `${line}\n`).join(''));
    return { status, stdout: written, stderr: told };
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
  }
}

test('serves the app until SIGTERM, says where, and leaves nothing behind', async () => {
  const child = start('--port', '0');
  let stderr = '';
  child.stderr?.on('data', (chunk) => { stderr += chunk; });
  const stdout = await startedOutput(child, 'do/echo\n');
  const [ready, ...lines] = stdout.split('\n').slice(0, -1);
  const [, url] = /^Shop API ready at (http:\/\/127\.0\.0\.1:\d+)$/.exec(ready) ?? [];
  expect(lines).toEqual([
    expect.stringMatching(/^Console at http:\/\/127\.0\.0\.1:\d+\/$/),
    '# Shop API',
    `export SHOP_URL='${url}/'`,
    expect.stringMatching(/^# ID tokens of the user pool Pool\w+, valid for 24 hours$/),
    expect.stringMatching(/^export ALICE='[\w.-]+' ALICE_SUB='[0-9a-f-]{36}'$/),
    expect.stringMatching(/^export BOB='[\w.-]+' BOB_SUB='[0-9a-f-]{36}'$/),
    '# no role has an identity-based policy that allows execute-api:Invoke: to let a role call, grant it a method, like method.grantExecute(role)',
    `curl -i ${url}/do/echo`,
  ]);
  expect(stderr).toContain('warning: /ShopStack: everybody may order');
  expect(stderr).toMatch(/^Broken\w+: .*Runtime.UserCodeSyntaxError/m);
  const pid = Number((await send(url, 'GET', '/do/pid')).text);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(isRunning(pid)).toBe(false);
  expect(leftovers()).toEqual([]);
  const port = Number(new URL(url).port);
  expect(await freePort(port)).toBe(port);
});

describe('of an API with IAM', () => {
  let child: ChildProcess;
  let stdout: string;
  beforeAll(async () => {
    child = start('--port', '0', '--app', join(APPS, 'vault.ts'));
    stdout = await startedOutput(child, 'safes/1\n');
  });
  afterAll(async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
  });

  test('gives credentials of each role that may call it, and nobody else\'s', () => {
    expect(stdout.match(/^# .*$/gm)).toEqual([
      '# Api',
      '# each role sets the same variables, so paste the lines of one role only',
      ...['Manager', 'Clerk', 'Auditor', 'Bounded', 'Local', 'Unclear'].map((role) => `# the role ${role}`),
      expect.stringMatching(/^# the role Vault-Owner\w+ as the Cognito identity eu-west-1:[0-9a-f-]{36}$/),
      expect.stringMatching(/^# the role GovOwner as the Cognito identity eu-west-1:[0-9a-f-]{36}$/),
    ]);
  });

  testCurl(`the credentials and the lines of the app work as they are pasted, with curl ${CURL_VERSION}`, async () => {
    const [curl] = /^curl -s .*$/m.exec(stdout)!;
    const [credentials] = /^# the role Manager\nexport .*$/m.exec(stdout)!;
    const answer = await promisify(execFile)('sh', ['-c', `${credentials}\n${curl}`]);
    expect(JSON.parse(answer.stdout).identity.userArn).toBe('arn:aws:sts::123456789012:assumed-role/Manager/local');
  });

  testCurl('a signed line for each role that may call works as it is pasted', async () => {
    const [url] = /^export API_URL=.*$/m.exec(stdout)!;
    const pasted = stdout.match(/^export AWS_ACCESS_KEY_ID.*\nexport AWS_REGION='eu-west-1'\ncurl -i .*$/gm)!;
    expect(pasted.length).toBeGreaterThan(3);
    const answers = await Promise.all(pasted.map(async (lines) => (await promisify(execFile)('sh', ['-c', `${url}\n${lines}`])).stdout));
    expect(new Set(answers.map((answer) => answer.split('\r\n')[0]))).toEqual(new Set(['HTTP/1.1 200 OK']));
  });
});

test('says where the base paths of domain names are, with lines to paste, and not where nobody is let in', async () => {
  const child = start('--port', '0', '--app', join(APPS, 'mall.ts'));
  const stdout = await startedOutput(child, 'www.hidden.example.com');
  expect(
    stdout
      .match(/^.*( ready | cannot be reached: ).*$/gm)!
      .map((line) => line.replace(/:\d+/, ':0'))
      .filter((line) => !line.startsWith('Books')),
  ).toEqual([
    'Toys ready at http://127.0.0.1:0',
    'Toys ready for mall.example.com at http://127.0.0.1:0/toys',
    'Toys ready for mall.example.com at http://127.0.0.1:0/shop/v1/toys',
    'Toys ready for both.example.com at http://127.0.0.1:0/toys',
    'Closed ready for closed.example.com at http://127.0.0.1:0/in',
    'Hidden ready for *.hidden.example.com at http://127.0.0.1:0',
    'Sealed cannot be reached: its default endpoint is disabled, and it has no domain name',
  ]);
  const answers = await Promise.all(
    stdout.match(/^curl .*$/gm)!.map(async (curl) => (await promisify(execFile)('sh', ['-c', curl])).stdout),
  );
  expect(answers).toEqual([
    expect.stringMatching(/^HTTP\/1\.1 200 [^]*"domainName":"127\.0\.0\.1"/),
    expect.stringMatching(/^HTTP\/1\.1 200 [^]*"queryStringParameters":\{"of":"200"\}[^]*"domainName":"closed\.example\.com"/),
    expect.stringMatching(/^HTTP\/1\.1 200 [^]*"domainName":"www\.hidden\.example\.com"/),
  ]);
  child.kill('SIGTERM');
  await once(child, 'exit');
});

test('says when the engine ends and exits with 1', async () => {
  const child = start('--port', '0', '--engine', 'dynalite');
  const stderr = text(child.stderr!);
  await once(child.stdout!, 'data');
  const engine = processes().find(({ parent, command }) => parent === child.pid && command.includes('dynalite'))!;
  process.kill(engine.pid, 'SIGKILL');
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect((await stderr).trimEnd().split('\n').at(-1)).toBe('the engine dynalite has ended: SIGKILL');
});

test('a second Ctrl-C does not wait and yet leaves nothing behind', async () => {
  const child = start('--port', '0');
  const [ready] = await once(child.stdout!, 'data');
  const pid = Number((await send(/http:\S+/.exec(String(ready))?.[0] ?? '', 'GET', '/do/pid')).text);
  child.kill('SIGINT');
  child.kill('SIGINT');
  await once(child, 'exit');
  await eventually(() => !isRunning(pid) && leftovers().length === 0);
});

test.each(['SIGINT', 'SIGHUP'] as const)('%s while the app is synthesised ends it', async (signal) => {
  const child = start('--port', '0');
  await once(child.stderr!, 'data');
  child.kill(signal);
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(leftovers()).toEqual([]);
});

test.each([
  [['--bogus'], "Unknown option '--bogus'"],
  [['python3', 'app.py'], "takes one app, not 2: put a command in quotes, like 'python3 app.py'"],
  [['shop.ts', '--app', 'shop.ts'], "takes one app, not 2: put a command in quotes, like 'python3 app.py'"],
  [['-c', 'stage'], "--context takes KEY=VALUE, not 'stage'"],
  [['--context', '=prod'], "--context takes KEY=VALUE, not '=prod'"],
  [['--port', 'x'], "--port takes a number from 0 to 65535, not 'x'"],
  [['--port', '65536'], "--port takes a number from 0 to 65535, not '65536'"],
  [['--console', 'x'], "--console takes a number from 0 to 65535, not 'x'"],
  [['--console', '1', '--no-console'], '--console and --no-console contradict each other'],
  [['--data', ''], '--data takes a path, not an empty string'],
  [['--app', ''], '--app takes a file, a command or a folder, not an empty string'],
  [['--engine', 'foo'], "--engine takes dynoxide or dynalite, not 'foo'"],
  [['--dynamodb-endpoint', 'foo'], "--dynamodb-endpoint takes a URL like http://127.0.0.1:8000, not 'foo'"],
  [['--dynamodb-endpoint', 'http://x', '--data', 'y'], '--data configures the embedded DynamoDB: it cannot be combined with --dynamodb-endpoint'],
])('%j is a usage error: one line and exit code 2', async (args, message) => {
  expect(await run(...args)).toEqual({ status: 2, stdout: '', stderr: `${message}\n` });
});

test('an app that does not synthesise ends with one line and exit code 1', async () => {
  const { status, stderr, stdout } = await run('--port', '0', 'throws.ts');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr.split('\n')[0]).toBe('synthesising throws.ts');
  expect(stderr.match(/^Error: assets are missing: run the build first$/gm)).toHaveLength(1);
  expect(stderr.trimEnd().split('\n').at(-1)).toBe('throws.ts does not synthesise: exit status 1');
});

test('an app without an API is one line and exit code 1', async () => {
  const { status, stderr } = await run('--port', '0', '--app', join(APPS, 'no-api.cjs'));
  expect([status, stderr.split('\n').at(-2)]).toEqual([1, 'the app has no AWS::ApiGateway::RestApi to serve']);
});

test('a busy port is told before anything else', async () => {
  const server = createServer();
  const port = await listen(server, 0);
  expect(await run('--port', String(port), '--app', 'missing.ts')).toEqual({
    status: 1,
    stdout: '',
    stderr: `port ${port} is already in use: choose another with --port\n`,
  });
  server.close();
});

test('a folder for data that is a file is one line and exit code 1', async () => {
  const { status, stderr } = await run('--port', '0', '--data', join(ROOT, 'README.md'));
  expect([status, stderr.split('\n').at(-2)]).toEqual([1, `--data takes a folder, not ${join(ROOT, 'README.md')}: EEXIST`]);
});

test('the process exits with the code', async () => {
  const child = start('--bogus');
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, 'exit')]);
  expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: "Unknown option '--bogus'\n" });
});

test('--help explains every option, as the README does, and exits with 0', async () => {
  const { status, stdout } = await run('--help');
  expect(status).toBe(0);
  const [, rows] = /^## Options$(.*?)^## /ms.exec(readFileSync(join(ROOT, 'local', 'README.md'), 'utf8'))!;
  const documented = rows.split('\n').map((row) => row.split(' | ')[0]).flatMap((cell) => cell.match(/--[a-z][\w-]*/g) ?? []);
  expect(stdout.match(/(?<=^ .*)--[\w-]+(?= {2}| [A-Z=[\]]+ {2})/gm)).toEqual(documented);
});
