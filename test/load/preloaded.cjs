'use strict';

// Preloaded into a process of the stack: tells every client how much memory is in use after garbage collection, and which handles are open.
const { readdirSync } = require('node:fs');
const { createServer } = require('node:net');
const { join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
const { isMainThread } = require('node:worker_threads');

// Compiled code and its profiles vary by megabytes, so code is only interpreted here.
for (const flag of ['expose-gc', 'no-flush-bytecode', 'no-lazy-feedback-allocation', 'no-opt', 'no-maglev', 'no-sparkplug']) setFlagsFromString(`--${flag}`);
const collectGarbage = runInNewContext('gc');

function findings() {
  // The second collection frees the objects that finalizers of the first one released.
  collectGarbage();
  collectGarbage();
  const { external, heapUsed } = process.memoryUsage();
  return { pid: process.pid, bytes: heapUsed + external, open: process.getActiveResourcesInfo().sort(), descriptors: readdirSync('/dev/fd').length };
}

// Once: the thread with the hooks of a function's modules preloads this, too.
if (isMainThread) createServer((connection) => connection.end(JSON.stringify(findings()))).listen(join(process.env.PROBES, `${process.pid}.sock`)).unref();
