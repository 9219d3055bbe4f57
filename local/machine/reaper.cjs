'use strict';

// Ends the stack's processes and removes its folders when the stack is gone, even after SIGKILL: the IPC channel closes with it.
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
      // The group has ended already.
    }
  }
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit();
});

