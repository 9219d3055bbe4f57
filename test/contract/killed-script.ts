import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Runs a script of docs/ until it ends by itself, and kills it at random points before. Returns the number of kills. */
export async function untilDone(script: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<number> {
  const file = join(__dirname, '..', '..', 'docs', script);
  for (let kills = 0; ; kills++) {
    const child = spawn(process.execPath, [file, ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
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
