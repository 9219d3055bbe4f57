/** Milliseconds between looks for the shell. */
const INTERVAL = 200;

/** Ends this process with the shell that npm runs it in: npm passes a SIGTERM on to its shell only, which ends without passing it on. */
export function endWithNpmShell(shell = process.ppid): void {
  if (process.env.npm_lifecycle_event === undefined) {
    return;
  }
  const watch = setInterval(() => {
    if (process.ppid !== shell) {
      clearInterval(watch);
      process.kill(process.pid, 'SIGTERM');
    }
  }, INTERVAL).unref();
}
