import { spawn, SpawnOptions } from 'node:child_process';
import { once } from 'node:events';

/** Runs a command next to a server of this process, with its output shown. Resolves to whether it succeeded. */
export async function succeeds(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<boolean> {
  const [status] = await once(spawn(command, args, { stdio: 'inherit', ...options }), 'exit');
  return status === 0;
}
