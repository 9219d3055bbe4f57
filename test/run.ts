import { spawnSync } from 'node:child_process';

/** Milliseconds after which a command is taken to hang. */
const TIMEOUT = 300_000;

/** Runs a command to its end and gives what it printed; a failure is one of the test, with all of it. */
export function run(folder: string, env: NodeJS.ProcessEnv, command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, env, encoding: 'utf8', timeout: TIMEOUT });
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}\n${stderr}`);
  }
  return stdout;
}
