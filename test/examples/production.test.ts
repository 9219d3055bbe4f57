import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import '../bundle';
import { testCurl } from '../curl';
import { eventually } from '../local/support';
import { run } from '../run';

const ROOT = join(__dirname, '..', '..');

let started: ChildProcess;
let variables: string;
let create: string, get: string, list: string, patch: string, patchUnseen: string, preflight: string;
let createOfBob: string, listOfBob: string, getOfAnother: string, getOfNobody: string;

/** The output of a line in a shell, after the lines that set its variables, which stay out of the message of a failure. */
const shell = (line: string) => run(ROOT, { ...process.env, VARIABLES: variables }, 'sh', '-c', `eval "$VARIABLES"\n${line}`);

beforeAll(async () => {
  const serve = join(ROOT, 'test', 'local', 'serve.ts');
  started = spawn(process.execPath, ['--require', 'tsx/cjs', serve, '--port', '0', '--app', 'examples/production/app.ts'], {
    cwd: ROOT, env: { ...process.env, INIT_CWD: ROOT, NODE_NO_WARNINGS: '1' }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  started.stdout!.on('data', (chunk) => {
    stdout += chunk;
  });
  started.stderr!.on('data', (chunk) => {
    stderr += chunk;
  });
  const curls = () =>
    stdout
      .split('\n')
      .slice(0, -1)
      .filter((line) => line.startsWith('curl '));
  const ended = once(started, 'close').then(() => {
    throw new Error('the app has ended');
  });
  await Promise.race([eventually(() => curls().length === 10), ended]).catch(({ message }: Error) => {
    throw new Error(`${message}\n${stderr}`);
  });
  variables = stdout
    .split('\n')
    .filter((line) => /^(#|export )/.test(line))
    .join('\n');
  [create, get, list, patch, patchUnseen, preflight, createOfBob, listOfBob, getOfAnother, getOfNobody] = curls();
});
afterAll(async () => {
  if (started.kill('SIGTERM')) {
    await once(started, 'exit');
  }
});

testCurl('a user writes and reads notes of their own', () => {
  expect(shell(create)).toMatch(/^HTTP\/1\.1 200 [^]*"noteId":"[0-9a-f-]{36}"/);
  expect(shell(get)).toMatch(/^HTTP\/1\.1 200 [^]*"content":"Buy milk"/);
});

testCurl('a note is changed only by who says which state of it', () => {
  expect(shell(patch)).toMatch(/^HTTP\/1\.1 200 [^]*"title":"Errands"/);
  expect(shell(patchUnseen)).toMatch(/^HTTP\/1\.1 428 [^]*"code":"precondition-required"/);
});

testCurl('the app\'s page may call from a browser', () => {
  expect(shell(preflight)).toMatch(/^HTTP\/1\.1 204 [^]*Access-Control-Allow-Origin: https:\/\/notes\.example\.com/i);
});

testCurl('two users do not see each other\'s notes', () => {
  shell(create);
  shell(createOfBob);
  const [ofAlice, ofBob] = [list, listOfBob].map(shell);
  expect(ofAlice).toMatch(/^HTTP\/1\.1 200 [^]*"snippet":"Buy milk"/);
  expect(ofAlice).not.toContain('Feed the cat');
  expect(ofBob).toMatch(/^HTTP\/1\.1 200 [^]*"snippet":"Feed the cat"/);
  expect(ofBob).not.toContain('Buy milk');
});

testCurl('a note of another user is forbidden, in both directions', () => {
  expect(shell(getOfAnother)).toMatch(/^HTTP\/1\.1 403 [^]*"code":"forbidden"/);
  const swapped = getOfAnother.replace(/\$(ALICE|BOB)/g, (_match, user) => user === 'ALICE' ? '$BOB' : '$ALICE');
  expect(shell(swapped)).toMatch(/^HTTP\/1\.1 403 [^]*"code":"forbidden"/);
  const own = getOfAnother.replace('Bearer $BOB', 'Bearer $ALICE');
  expect(shell(own)).toMatch(/^HTTP\/1\.1 200 [^]*"content":"Buy milk"/);
});

testCurl('without a token nobody gets in', () => {
  expect(shell(getOfNobody)).toMatch(/^HTTP\/1\.1 401 [^]*"code":"unauthenticated"/);
});
