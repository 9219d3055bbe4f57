'use strict';

// `npm start`: serves an example app on this machine. JavaScript, so that it can report missing dependencies.
const { spawn, spawnSync } = require('node:child_process');
const { once } = require('node:events');
const { join } = require('node:path');

const ROOT = join(__dirname, '..');
const SHELL = process.ppid;

/** Bundles the current code in its own process, so that the bundler ends with it. */
function prepare() {
  const { status, stdout } = spawnSync(process.execPath, ['--require', 'tsx/cjs', join(__dirname, 'start.ts')], {
    cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'],
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** Bundles the functions after an edit. */
async function bundleAgain() {
  const child = spawn(process.execPath, ['--require', 'tsx/cjs', join(__dirname, 'bundle.ts')], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  const [status] = await once(child, 'exit');
  if (status !== 0) {
    throw new Error('the functions cannot be bundled');
  }
}

async function start() {
  try {
    require.resolve('tsx/cjs');
  } catch {
    console.error('the dependencies are not installed: run "npm ci" first');
    return 1;
  }
  const localStack = prepare();
  if (!localStack) {
    return 1;
  }
  require(join(localStack, 'machine', 'npm-shell.js')).endWithNpmShell(SHELL);
  return require(join(localStack, 'main.js')).main(process.argv.slice(2), {
    command: 'npm start --',
    // npm runs its scripts in the package's folder.
    folder: process.env.INIT_CWD ?? process.cwd(),
    alsoWatched: ['lambda', 'src'].map((sources) => join(ROOT, sources)),
    beforeReload: bundleAgain,
    defaultApp: join(ROOT, 'examples', 'tutorial', 'app.ts'),
  });
}

start().then((exitCode) => { process.exitCode = exitCode; });
