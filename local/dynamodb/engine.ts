import { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { Lifetime } from '../lifetime';
import { freePort, HOST } from '../listen';

export type EngineName = 'dynoxide' | 'dynalite';

export interface Engine {
  readonly endpoint: string;
  /** Resolves to the reason when the engine ends before its time. */
  readonly failure: Promise<string>;
}

interface EngineKind {
  readonly limitation?: string;
  /** The command without its arguments; undefined where the engine is not installed. */
  command(): string[] | undefined;
  args(port: number, dataDir?: string): string[];
}

const kinds: Record<EngineName, EngineKind> = {
  dynoxide: {
    command: () => dynoxideBinary(),
    args: (port, dataDir) => [
      'serve', '--host', HOST, '--port', String(port),
      ...dataDir ? ['--db-path', join(dataDir, 'dynoxide.sqlite')] : [],
    ],
  },
  dynalite: {
    command: () => [process.execPath, join(__dirname, 'dynalite-server.cjs')],
    args: (port, dataDir) => [String(port), ...dataDir ? [join(dataDir, 'dynalite')] : []],
    limitation: 'dynalite does not support transactions',
  },
};

export const engineNames = Object.keys(kinds) as EngineName[];

/** The engine that is used unless one is asked for: the first that is installed. */
export function defaultEngine(): EngineName {
  return engineNames.find((name) => kinds[name].command()) ?? 'dynalite';
}

/** Another process can take the free port before the engine does. */
const ATTEMPTS = 5;

export async function startEngine(name: EngineName, lifetime: Lifetime, onProgress: (line: string) => void, dataDir?: string): Promise<Engine> {
  const command = kinds[name].command();
  if (!command) throw new Error(`the engine ${name} is not installed on ${process.platform}-${process.arch}: use another`);
  if (kinds[name].limitation) onProgress(kinds[name].limitation);
  if (dataDir) await mkdir(dataDir, { recursive: true });
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const child = lifetime.spawn(command[0], [...command.slice(1), ...kinds[name].args(port, dataDir)], {
      stdio: ['ignore', 'pipe', 'pipe'],
      killSignal: 'SIGTERM',
    });
    const problem = await started(child);
    lifetime.assertNotOver();
    if (problem === undefined) return { endpoint: `http://${HOST}:${port}`, failure: failure(name, child) };
    if (attempt === ATTEMPTS || !problem.includes('already in use')) throw new Error(`the engine ${name} does not start: ${problem}`);
  }
}

/** Waits until the engine says that it listens; resolves to its complaint when it ends instead. */
async function started(child: ChildProcess): Promise<string | undefined> {
  let complaint = '';
  const listening = new Promise<undefined>((resolve) => {
    for (const output of [child.stdout, child.stderr]) {
      createInterface(output as Readable).on('line', (line) => {
        if (line.includes('listening on http')) resolve(undefined);
        complaint = line || complaint;
      });
    }
  });
  const ended = once(child, 'close').then(() => complaint || 'it ended without a word', (error: Error) => error.message);
  return Promise.race([listening, ended]);
}

async function failure(name: EngineName, child: ChildProcess): Promise<string> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return `the engine ${name} has ended: ${child.signalCode ?? `exit status ${child.exitCode}`}`;
}

function dynoxideBinary(): string[] | undefined {
  try {
    return [require.resolve('@dynoxide/linux-x64/dynoxide')];
  } catch {
    return undefined;
  }
}
