'use strict';

// Preloaded into an app's synthesis: whatever starts a process fails it.
const childProcess = require('node:child_process');

for (const name of ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync']) {
  childProcess[name] = () => { throw new Error(`the synthesis started a process with ${name}`); };
}
