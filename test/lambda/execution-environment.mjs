import { AsyncLocalStorage } from 'node:async_hooks';
import { Agent } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

/** Nothing listens there. */
const CLOSED_PORT = 1;

const { bundle, clock, clockOffset } = workerData;

if (clock || clockOffset) {
  const { now: system } = Date;
  const now = () => (clock ? clock[0] : system()) + clockOffset;
  globalThis.Date = class extends Date {
    constructor(...given) {
      super(...given.length > 0 ? given : [now()]);
    }

    static now() {
      return now();
    }
  };
}

for (const level of ['debug', 'error', 'info', 'log', 'warn']) {
  console[level] = (...entries) => parentPort.postMessage({ logged: [level, ...entries] });
}

/** The invocation that a request to DynamoDB belongs to: only that tells apart those of invocations at once. */
const invocations = new AsyncLocalStorage();
const { addRequest } = Agent.prototype;
Agent.prototype.addRequest = function (request, options, ...others) {
  const invocation = invocations.getStore();
  if (invocation) {
    invocation.attempts++;
  }
  if (invocation?.call !== undefined) {
    request.setHeader('x-call', invocation.call);
  }
  const isRefused = invocation?.refusals > 0;
  if (isRefused) {
    invocation.refusals--;
  }
  return addRequest.call(this, request, isRefused ? { ...options, port: CLOSED_PORT } : options, ...others);
};

const functions = await import(bundle);

parentPort.on('message', async ({ id, handler, event, remainingMillis, call, refusals }) => {
  const invocation = { call, refusals, attempts: 0 };
  try {
    const answer = await invocations.run(invocation, () => functions[handler](event, { getRemainingTimeInMillis: () => remainingMillis }));
    parentPort.postMessage({ id, answer: { ...answer, attempts: invocation.attempts } });
  } catch (error) {
    parentPort.postMessage({ id, error });
  }
});
parentPort.postMessage({ id: 0 });
