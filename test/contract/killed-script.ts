import { spawn, SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const fileOf = (script: string): string => join(__dirname, '..', '..', 'docs', script);

/** Runs a script of docs/ until it is killed in the middle of a file that it writes. */
export async function untilCutOff(script: string, args: readonly string[]): Promise<void> {
  const preloaded = join(__dirname, 'cut-off-write.cjs');
  const child = spawn(process.execPath, ['--require', preloaded, fileOf(script), ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
}

/** Runs a script of docs/ until it ends by itself, and kills it in the middle of its requests before. Returns the number of kills. */
export async function untilDone(script: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<number> {
  const preloaded = join(__dirname, 'killed-after-writes.cjs');
  for (let kills = 0; ; kills++) {
    // More each time, so that it ends.
    const WRITES_UNTIL_KILLED = `${Math.ceil(1.5 ** kills)}`;
    const options: SpawnOptions = { env: { ...env, WRITES_UNTIL_KILLED }, stdio: ['ignore', 'ignore', 'inherit'] };
    const [code, signal] = await once(spawn(process.execPath, ['--require', preloaded, fileOf(script), ...args], options), 'exit');
    if (signal !== 'SIGKILL') {
      expect(code).toBe(0);
      return kills;
    }
  }
}
