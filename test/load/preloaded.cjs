'use strict';

// Preloaded into a process of the stack: tells whoever connects how much memory it cannot do without, and what it has open.
const { readdirSync } = require('node:fs');
const { createServer } = require('node:net');
const { join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
const { isMainThread } = require('node:worker_threads');

// Compiled code, and what is noted down to compile it, comes and goes by the megabyte: here nothing is compiled that can be interpreted.
for (const flag of ['expose-gc', 'no-flush-bytecode', 'no-lazy-feedback-allocation', 'no-opt', 'no-maglev', 'no-sparkplug']) setFlagsFromString(`--${flag}`);
const collectGarbage = runInNewContext('gc');

function findings() {
  // The second time finds what the first one's finalizers have let go.
  collectGarbage();
  collectGarbage();
  const { external, heapUsed } = process.memoryUsage();
  return { pid: process.pid, bytes: heapUsed + external, open: process.getActiveResourcesInfo().sort(), descriptors: readdirSync('/dev/fd').length };
}

// Once: the thread with the hooks of a function's modules preloads this, too.
if (isMainThread) createServer((connection) => connection.end(JSON.stringify(findings()))).listen(join(process.env.PROBES, `${process.pid}.sock`)).unref();
