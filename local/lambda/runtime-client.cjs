'use strict';

// Stands in for `rapid-client.node`, the native part of aws-lambda-ric, which is not compiled here.
const http = require('node:http');
const Module = require('node:module');

// Nobody reads its logs any more: without this, logging that would fail and be logged, for ever.
for (const output of [process.stdout, process.stderr]) output.on('error', () => process.exit(1));

const agent = new http.Agent({ keepAlive: true });
const posts = new Set();

function call(method, path, body = '') {
  return new Promise((resolve) => {
    const url = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation/${path}`;
    const request = http.request(url, { method, agent, headers: { 'Content-Length': Buffer.byteLength(body) } }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ headers: response.headers, bodyJson: Buffer.concat(chunks).toString() }));
    });
    // Without its Runtime API the process has no reason to be.
    request.on('error', () => process.exit(1));
    request.end(body);
  });
}

function post(path, body) {
  const posted = call('POST', path, body).then(() => posts.delete(posted));
  posts.add(posted);
}

module.exports = {
  // The native posts block; these do not, so the next invocation waits for them.
  next: () => Promise.all(posts).then(() => call('GET', 'next')),
  done: (id, body) => post(`${id}/response`, body),
  error: (id, body) => post(`${id}/error`, body),
};

// Answers the native module with this one, and the AWS SDK, which Lambda's runtimes bring along, with ours.
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  if (request === './rapid-client.node') return __filename;
  try {
    return resolveFilename.call(this, request, ...rest);
  } catch (error) {
    if (!request.startsWith('@aws-sdk/')) throw error;
    return resolveFilename.call(this, request, module, false);
  }
};
