import { parentPort, workerData } from 'node:worker_threads';

for (const level of ['debug', 'error', 'info', 'log', 'warn']) {
  console[level] = (...entries) => parentPort.postMessage({ logged: [level, ...entries] });
}

const functions = await import(workerData);

parentPort.on('message', async ({ id, handler, event, remainingMillis }) => {
  try {
    parentPort.postMessage({ id, answer: await functions[handler](event, { getRemainingTimeInMillis: () => remainingMillis }) });
  } catch (error) {
    parentPort.postMessage({ id, error });
  }
});
parentPort.postMessage({ id: 0 });
