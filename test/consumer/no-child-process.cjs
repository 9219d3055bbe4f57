'use strict';

// Preloaded into the synthesis of an app, which fails if it starts a process.
const childProcess = require('node:child_process');

for (const name of ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync']) {
  childProcess[name] = () => { throw new Error(`the synthesis started a process with ${name}`); };
}
