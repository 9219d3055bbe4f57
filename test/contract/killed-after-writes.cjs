'use strict';

// Loaded into a script: it is killed once it has written to its connections as often as this variable says.
const { Socket } = require('node:net');

const { write } = Socket.prototype;
let left = Number(process.env.WRITES_UNTIL_KILLED);
Socket.prototype.write = function (...args) {
  const result = write.apply(this, args);
  left -= 1;
  if (left === 0) {
    process.kill(process.pid, 'SIGKILL');
  }
  return result;
};
