'use strict';

// `npm start`: bundles the functions and serves an example app on this machine. JavaScript, to say it when nothing is installed yet.

const { join } = require('node:path');

/** Milliseconds between looks for the shell. */
const WATCH = 200;

/** npm passes a SIGTERM on to its shell, which dies of it without a word to us. */
function endWithShell() {
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== shell) {
      clearInterval(watch);
      process.kill(process.pid, 'SIGTERM');
    }
  }, WATCH).unref();
}

async function start() {
  try {
    require('tsx/cjs');
  } catch {
    throw new Error('nothing is installed yet: run "npm ci" first');
  }
  const { bundle } = require('./bundle.ts');
  await bundle('silent').catch((error) => {
    throw new Error(`the functions cannot be bundled: ${error.errors?.[0]?.text ?? error.message}`);
  });
  const { main } = require('../local/main.ts');
  return main(process.argv.slice(2), {
    command: 'npm start --',
    // npm runs its scripts in the package's folder.
    folder: process.env.INIT_CWD ?? process.cwd(),
    defaultApp: join(__dirname, '..', 'examples', 'tutorial.ts'),
  });
}

endWithShell();
start().then((exitCode) => { process.exitCode = exitCode; }, ({ message }) => {
  console.error(message);
  process.exitCode = 1;
});
