import { bundle } from './bundle';
import { main } from '../local/main';

/** How often to look for the shell, in milliseconds. */
const WATCH = 200;

/** npm passes a SIGTERM on to its shell, which dies of it without a word to us. */
function endWithShell(): void {
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== shell) {
      clearInterval(watch);
      process.kill(process.pid, 'SIGTERM');
    }
  }, WATCH).unref();
}

/** `npm start`: bundles the functions and serves an example app on this machine. */
async function start(): Promise<void> {
  endWithShell();
  await bundle();
  process.exitCode = await main(process.argv.slice(2), { app: 'examples/tutorial.ts' });
}

void start();
