import { spawnSync } from 'node:child_process';

/** The milliseconds after which a command counts as hung. */
const TIMEOUT = 300_000;

/** Runs a command to its end and returns its output; a failure fails the test, with the whole output. */
export function run(folder: string, env: NodeJS.ProcessEnv, command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, env, encoding: 'utf8', timeout: TIMEOUT });
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}\n${stderr}`);
  }
  return stdout;
}
