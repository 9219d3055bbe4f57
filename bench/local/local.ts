import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startEngineAlone } from './engine';
import { memoryOf } from './memory';
import { requestMillis } from './requests';
import { Lifetime } from '../../local/machine/lifetime';
import { call } from '../../test/http';
import { conditions, Conditions } from '../conditions';
import { Spread, spread } from '../statistics';

const ROOT = join(__dirname, '..', '..');

/** The time after which a stack counts as idle. */
const REST_MILLIS = 6_000;

/** The figures of one version of the local stack. */
export interface LocalFigures {
  /** The time from the command to the line that says it is ready, in milliseconds. */
  readonly ready: Spread;
  /** The memory of all its processes when idle, in megabytes. */
  readonly memory: Spread;
  /** The ratio of the time to read a note to the time in which the engine alone reads an item. */
  readonly request: Spread;
}

export interface LocalResults extends Pick<Conditions, 'cpu' | 'date'> {
  readonly node: string;
  readonly rounds: number;
  /** The figures of an earlier version. */
  readonly before?: LocalFigures;
  readonly now: LocalFigures;
}

interface Round {
  readonly ready: number;
  readonly memory: number;
  readonly request: number;
}

/** Measures the local stack as `npm start` serves it; with `before`, also that of another clone, in the same rounds. */
export async function benchLocal(
  { before, log, rounds }: { before?: string; log: (line: string) => void; rounds: number },
): Promise<LocalResults> {
  const folders = { ...before !== undefined && { before }, now: ROOT };
  const measured: Record<string, Round[]> = { before: [], now: [] };
  for (let round = 1; round <= rounds; round++) {
    for (const [name, folder] of Object.entries(folders)) {
      measured[name].push(await measure(folder));
      log(`round ${round}, ${name}: ${JSON.stringify(measured[name].at(-1))}`);
    }
  }
  const { cpu, date } = conditions();
  return {
    cpu,
    date,
    node: process.versions.node,
    rounds,
    ...before !== undefined && { before: figures(measured.before) },
    now: figures(measured.now),
  };
}

async function measure(folder: string): Promise<Round> {
  const lifetime = new Lifetime();
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['build/start.cjs', '--port', '0'], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const url = await urlOf(child);
    const ready = performance.now() - startedAt;
    const created = await call(url, 'POST', '/notes/alice', { body: '{"content":"Buy milk"}' });
    await delay(REST_MILLIS);
    const memory = memoryOf(child.pid!);
    const engine = await startEngineAlone(lifetime);
    const [stack, alone] = await requestMillis([{ url, method: 'GET', path: `/notes/alice/${created.json.noteId}` }, engine]);
    return { ready, memory, request: stack / alone };
  } finally {
    await lifetime.end();
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

async function urlOf({ stdout }: ChildProcess): Promise<string> {
  let output = '';
  for await (const chunk of stdout!) {
    output += String(chunk);
    const [, url] = / ready at (\S+)\n/.exec(output) ?? [];
    if (url) {
      return url;
    }
  }
  throw new Error('the local stack has not started');
}

function figures(measured: Round[]): LocalFigures {
  const of = (name: keyof Round) => spread(measured.map((round) => round[name]));
  return { ready: of('ready'), memory: of('memory'), request: of('request') };
}
