import { ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Lifetime } from '../machine/lifetime';
import { freePort, HOST } from '../machine/loopback';

export type EngineName = 'dynoxide' | 'dynalite';

interface Engine {
  readonly endpoint: string;
  /** Resolves to the reason when the engine ends unexpectedly. */
  readonly failure: Promise<string>;
}

interface EngineKind {
  readonly limitation?: string;
  /** The command without its arguments; undefined if the engine is not installed. */
  command(): string[] | undefined;
  /** The address that the engine listens on. */
  host(): string;
  args(host: string, port: number, dataDir?: string): string[];
}

const KINDS: Record<EngineName, EngineKind> = {
  dynoxide: {
    command: () => dynoxideBinary(),
    // The engine answers everybody, even web pages, so its address is a secret of the stack: Linux has 16 million loopback addresses.
    host: () => `127.${randomInt(1, 255)}.${randomInt(256)}.${randomInt(1, 255)}`,
    args: (host, port, dataDir) => [
      'serve', '--host', host, '--port', String(port),
      ...dataDir ? ['--db-path', join(dataDir, 'dynoxide.sqlite')] : [],
    ],
  },
  dynalite: {
    command: () => [process.execPath, join(__dirname, 'dynalite-server.cjs')],
    host: () => HOST,
    args: (_host, port, dataDir) => [String(port), ...dataDir ? [join(dataDir, 'dynalite')] : []],
    limitation: 'dynalite does not support PartiQL, and its TTL deletes no items',
  },
};

export const ENGINE_NAMES = Object.keys(KINDS) as EngineName[];

/** The engines that are installed; the first is the default. */
export const installedEngines = ENGINE_NAMES.filter((name) => KINDS[name].command());

/** How long an engine may take to start. */
const START_TIMEOUT_MS = 20_000;

/** No variables of the caller's environment, except those that every process needs on Windows. */
const ENVIRONMENT = { ...process.env.SystemRoot && { SystemRoot: process.env.SystemRoot } };

/** Another process can take the free port before the engine does. */
const ATTEMPTS = 5;

export async function startEngine(
  name: EngineName,
  lifetime: Lifetime,
  onProgress: (line: string) => void,
  dataDir?: string,
): Promise<Engine> {
  const command = KINDS[name].command();
  if (!command) {
    throw new Error(`the engine ${name} is not installed on ${process.platform}-${process.arch}: use another engine`);
  }
  if (KINDS[name].limitation) {
    onProgress(KINDS[name].limitation);
  }
  if (dataDir) {
    await makeFolder(dataDir);
  }
  for (let attempt = 1; ; attempt++) {
    const host = KINDS[name].host();
    const port = await freePort(0, { host });
    const child = lifetime.spawn(command[0], [...command.slice(1), ...KINDS[name].args(host, port, dataDir)], {
      env: ENVIRONMENT,
      stdio: ['ignore', 'pipe', 'pipe'],
      killSignal: 'SIGTERM',
    });
    const end = ending(child);
    const problem = await Promise.race([listening(child), end, delay(START_TIMEOUT_MS, `it is not listening after ${START_TIMEOUT_MS / 1_000} seconds`, { ref: false })]);
    lifetime.assertNotOver();
    if (problem === undefined) {
      return { endpoint: `http://${host}:${port}`, failure: end.then((reason) => `the engine ${name} has ended: ${reason}`) };
    }
    if (attempt === ATTEMPTS || !problem.includes('already in use')) {
      throw new Error(`the engine ${name} does not start: ${problem}`);
    }
  }
}

async function makeFolder(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 }).catch(({ code }: NodeJS.ErrnoException) => {
    throw new Error(`--data takes a folder, not ${dataDir}: ${code}`);
  });
}

/** Resolves when the engine reports that it is listening. */
async function listening(child: ChildProcess): Promise<undefined> {
  return new Promise((resolve) => onLine(child, (line) => {
    if (line.includes('listening on http')) {
      resolve(undefined);
    }
  }));
}

/** Resolves to the reason when the engine ends: its last line of output, the signal, or the exit status. */
async function ending(child: ChildProcess): Promise<string> {
  let lastWords = '';
  onLine(child, (line) => {
    if (!line.includes('listening on http')) {
      lastWords = line.trim() || lastWords;
    }
  });
  const gone = once(child, 'close').then(() => child.signalCode ?? `exit status ${child.exitCode}`, (error: Error) => error.message);
  return gone.then((how) => (lastWords && child.signalCode === null ? lastWords : how));
}

function onLine(child: ChildProcess, listener: (line: string) => void): void {
  for (const output of [child.stdout, child.stderr]) {
    createInterface(output as Readable).on('line', listener);
  }
}

function dynoxideBinary(): string[] | undefined {
  try {
    return [require.resolve('@dynoxide/linux-x64/dynoxide')];
  } catch {
    return undefined;
  }
}
