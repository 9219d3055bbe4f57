import { createServer } from 'node:net';
import { parentPort } from 'node:worker_threads';

// It never comes to accept a connection: those that the system accepts for it fill the backlog.
const server = createServer().listen({ host: '127.0.0.1', port: 0, backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  parentPort.once('message', (gate) => Atomics.wait(gate, 0, 0));
});
