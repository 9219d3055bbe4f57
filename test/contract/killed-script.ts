import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const fileOf = (script: string): string => join(__dirname, '..', '..', 'docs', script);

/** Runs a script of docs/ until it is killed in the middle of a file that it writes. */
export async function untilCutOff(script: string, args: readonly string[]): Promise<void> {
  const preloaded = join(__dirname, 'cut-off-write.cjs');
  const child = spawn(process.execPath, ['--require', preloaded, fileOf(script), ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
}

/** Runs a script of docs/ until it ends by itself, and kills it at random points before. Returns the number of kills. */
export async function untilDone(script: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<number> {
  for (let kills = 0; ; kills++) {
    const child = spawn(process.execPath, [fileOf(script), ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    const exited = new Promise<number | null>((resolve) => child.on('exit', resolve));
    // Longer each time: a busy machine starts it slowly.
    const code = await Promise.race([exited, delay(200 * 1.5 ** kills, 'killed')]);
    if (code === 'killed') {
      child.kill('SIGKILL');
      await exited;
    } else {
      expect(code).toBe(0);
      return kills;
    }
  }
}
