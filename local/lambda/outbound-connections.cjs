'use strict';

// Keeps calls to AWS on this machine, whichever client makes them. It is loaded into a function's process, its worker threads and the
// Node.js processes that it starts.
const { ChildProcess } = require('node:child_process');
const dns = require('node:dns');
const { syncBuiltinESMExports } = require('node:module');
const net = require('node:net');
const tls = require('node:tls');
const workers = require('node:worker_threads');
const HOSTS = require('../machine/aws-hosts.json');

/** Without settings, which a worker thread or a child process may lack, every call to AWS is refused. */
const { endpoint, offline } = JSON.parse(process.env.LOCAL_STACK ?? '{}');
const local = endpoint && { host: new URL(endpoint).hostname, port: Number(new URL(endpoint).port) };

/** The same hosts as isAwsHost, which this process cannot import. */
const AWS = new RegExp(`(?:^|\\.)(?:${HOSTS.map((host) => host.replaceAll('.', '\\.')).join('|')})\\.?$`, 'i');
const LOOPBACK = /^(?:(?:.+\.)?localhost\.?|127(?:\.\d+){3}|::1|::ffff:127(?:\.\d+){3}|0\.0\.0\.0|::)$/i;

const isAws = (host) => typeof host === 'string' && AWS.test(host);
const isRefused = (host) => isAws(host) || (offline && !LOOPBACK.test(host));

/** Writes why a connection is refused to the function's log; returns the error for its code. */
function refusal(host, how = '') {
  const error = new Error(isAws(host)
    ? `the call to ${host}${how} is refused: the local stack does not emulate it, and no call to AWS leaves this machine`
    : `the call to ${host} is refused: the local stack is offline`);
  console.error(error.message);
  // Not a code that clients retry.
  return Object.assign(error, { code: 'ERR_CALL_REFUSED', syscall: 'connect', hostname: host });
}

/** The options among the arguments of a connect function. */
function optionsOf(args) {
  // The form that net.connect passes to Socket.connect.
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  if (first !== null && typeof first === 'object') return first;
  return Number.isNaN(Number(first)) ? { path: first } : { port: first, host: typeof second === 'string' ? second : undefined };
}

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  const { host = 'localhost', path, port } = optionsOf(args);
  if (path || !isRefused(host)) return connect.apply(this, args);
  const callback = (Array.isArray(args[0]) ? args[0] : args).findLast((argument) => typeof argument === 'function');
  if (local && isAws(host) && Number(port) === 80) return connect.call(this, { ...local }, ...callback ? [callback] : []);
  process.nextTick(() => this.destroy(refusal(host, ` on port ${port}`)));
  return this;
};

const connectTls = tls.connect;
tls.connect = function (...args) {
  const callback = typeof args.at(-1) === 'function' ? args.at(-1) : undefined;
  const options = Object.assign({ ...optionsOf(args) }, ...args.slice(1).filter((argument) => argument !== null && typeof argument === 'object'));
  const host = [options.servername, options.host].find(isAws);
  if (host === undefined) return connectTls.apply(tls, args);
  const { ALPNProtocols = [] } = options;
  options.socket?.destroy();
  const isHttp2Only = [ALPNProtocols].flat().length > 0 && ![ALPNProtocols].flat().includes('http/1.1');
  if (!local || isHttp2Only || Number(options.port ?? 443) !== 443) {
    // A client of HTTP/2 needs a socket that connects.
    const socket = net.connect(local ?? { host: '127.0.0.1', port: 9 });
    process.nextTick(() => socket.destroy(refusal(host, isHttp2Only ? ' over HTTP/2' : ` on port ${options.port}`)));
    return asSecure(socket, host);
  }
  const { highWaterMark, keepAlive, keepAliveInitialDelay, noDelay, signal } = options;
  const socket = asSecure(net.connect({ highWaterMark, keepAlive, keepAliveInitialDelay, noDelay, signal, ...local }), host);
  if (options.timeout) socket.setTimeout(options.timeout);
  if (callback) socket.once('secureConnect', callback);
  return socket.once('connect', () => {
    socket.secureConnecting = false;
    socket.emit('secureConnect');
  });
};

/** A connection to this machine, with what clients read from a secure one. */
function asSecure(socket, servername) {
  return Object.assign(socket, {
    alpnProtocol: 'http/1.1',
    authorizationError: null,
    authorized: true,
    encrypted: true,
    secureConnecting: true,
    servername,
    getCipher: () => ({ name: 'TLS_AES_128_GCM_SHA256', standardName: 'TLS_AES_128_GCM_SHA256', version: 'TLSv1.3' }),
    getPeerCertificate: () => ({}),
    getProtocol: () => 'TLSv1.3',
    getSession: () => undefined,
    isSessionReused: () => false,
    setServername: () => undefined,
  });
}

// A client that looks up addresses itself does not name the host when it connects.
for (const [resolver, isPromise] of [[dns, false], [dns.promises, true]]) {
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
    const original = resolver[name];
    resolver[name] = function (host, ...rest) {
      if (!host || !isRefused(host) || net.isIP(host)) return original.call(resolver, host, ...rest);
      const error = refusal(host);
      if (isPromise) return Promise.reject(error);
      process.nextTick(rest.at(-1), error);
      return {};
    };
  }
}

// Threads and processes that start with another environment load this file, too.
const HANDED_ON = ['AWS_ENDPOINT_URL', 'LOCAL_STACK', 'NODE_OPTIONS'].flatMap((name) => process.env[name] ? [[name, process.env[name]]] : []);

workers.Worker = class Worker extends workers.Worker {
  constructor(file, options = {}) {
    super(file, typeof options.env === 'object' ? { ...options, env: { ...options.env, ...Object.fromEntries(HANDED_ON) } } : options);
  }
};

const { spawn } = ChildProcess.prototype;
ChildProcess.prototype.spawn = function (options) {
  const isKept = ([name]) => options.envPairs.some((pair) => pair.startsWith(`${name}=`));
  options.envPairs?.push(...HANDED_ON.filter((one) => !isKept(one)).map((pair) => pair.join('=')));
  return spawn.call(this, options);
};

syncBuiltinESMExports();
