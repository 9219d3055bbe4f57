'use strict';

// Replaces `rapid-client.node`, the native part of aws-lambda-ric, which is not compiled here.
const http = require('node:http');
const Module = require('node:module');

// If nobody reads its logs, the process ends: a failed log write would itself be logged, forever.
for (const output of [process.stdout, process.stderr]) output.on('error', () => process.exit(1));

const agent = new http.Agent({ keepAlive: true });
const posts = new Set();

function call(method, path, body = '') {
  return new Promise((resolve) => {
    const url = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation/${path}`;
    const sent = http.request(url, { method, agent, headers: { 'Content-Length': Buffer.byteLength(body) } }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ headers: response.headers, bodyJson: Buffer.concat(chunks).toString() }));
    });
    // Without the Runtime API, the process has nothing to do.
    sent.on('error', () => process.exit(1));
    sent.end(body);
  });
}

function post(path, body) {
  const posted = call('POST', path, body).then(() => posts.delete(posted));
  posts.add(posted);
}

module.exports = {
  // The native client blocks on a post; this one does not, so the next invocation waits for it.
  next: () => Promise.all(posts).then(() => call('GET', 'next')),
  done: (id, body) => post(`${id}/response`, body),
  error: (id, body) => post(`${id}/error`, body),
};

// AWS's client sends some requests itself, and to the host only.
const [host, secret] = process.env.AWS_LAMBDA_RUNTIME_API.split('/');
const { request } = http;
http.request = function (options, ...rest) {
  const isRuntimeApi = options?.path?.startsWith('/2018-06-01/runtime/') && `${options.hostname}:${options.port}` === host;
  return request.call(http, isRuntimeApi ? { ...options, path: `/${secret}${options.path}` } : options, ...rest);
};

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (specifier, ...rest) {
  return specifier === './rapid-client.node' ? __filename : resolveFilename.call(this, specifier, ...rest);
};
