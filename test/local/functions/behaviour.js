'use strict';

// Behaves as the path asks, so that one function shows every way to answer and to fail.
const { setTimeout: sleep } = require('node:timers/promises');

const behaviours = {
  echo: (event) => ({ statusCode: 200, body: JSON.stringify(event) }),
  environment: () => ({ statusCode: 200, body: JSON.stringify(process.env) }),
  context: (_event, context) => ({ statusCode: 200, body: JSON.stringify({ ...context, remaining: context.getRemainingTimeInMillis(), cwd: process.cwd() }) }),
  pid: () => ({ statusCode: 200, body: String(process.pid) }),
  headers: () => ({
    statusCode: 201,
    headers: { 'Content-Type': 'text/plain', 'X-One': 'single', 'x-many': 'c', 'WWW-Authenticate': 'Basic' },
    multiValueHeaders: { 'X-Many': ['a', 'b'] },
    body: 'made',
  }),
  binary: () => ({ statusCode: 200, headers: { 'Content-Type': 'image/png' }, body: Buffer.from([0, 255, 1]).toString('base64'), isBase64Encoded: true }),
  meet: (event) => meet(Number(event.queryStringParameters.count), event.queryStringParameters.folder),
  log: () => {
    console.log('out %s', 'line');
    console.error('err line');
    return { statusCode: 204 };
  },
  throw: () => { throw new Error('thrown'); },
  crash: () => process.exit(7),
  reject: () => { void Promise.reject(new Error('rejected')); return sleep(60_000); },
  late: () => {
    setTimeout(() => { throw new Error('late'); }, 5);
    return { statusCode: 200, body: 'answered' };
  },
  hang: () => { for (;;); },
  large: (event) => large(Number(event.queryStringParameters.bytes)),
  text: () => 'no proxy answer',
  object: () => ({ statusCode: 200, body: { not: 'a string' } }),
  nothing: () => undefined,
  interim: () => ({ statusCode: 101 }),
  header: () => ({ statusCode: 200, headers: { 'X-Split': 'a\r\nb' } }),
};

// Answers with a payload of so many bytes.
function large(bytes) {
  const answer = { statusCode: 200, body: 'é' };
  return { ...answer, body: `é${'x'.repeat(bytes - Buffer.byteLength(JSON.stringify(answer)))}` };
}

// Answers only once `count` processes are inside at the same time.
async function meet(count, folder) {
  const fs = require('node:fs');
  fs.writeFileSync(`${folder}/${process.pid}`, '');
  while (fs.readdirSync(folder).length < count) await sleep(10);
  return { statusCode: 200, body: String(process.pid) };
}

exports.handler = async (event, context) => behaviours[event.pathParameters.behaviour](event, context);
