'use strict';

// Ends what the stack leaves behind when its own process is gone, even by SIGKILL: the IPC channel closes with it.
const { rmSync } = require('node:fs');

const groups = new Set();
const folders = new Set();

process.on('message', ({ started, ended, folder }) => {
  if (started) groups.add(started);
  if (ended) groups.delete(ended);
  if (folder) folders.add(folder);
});

process.on('disconnect', () => {
  for (const group of groups) {
    try {
      process.kill(-group, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit();
});

