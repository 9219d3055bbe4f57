import { once } from 'node:events';
import * as http from 'node:http';
import * as https from 'node:https';
import { AddressInfo, connect, Server, Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import tls from 'node:tls';
import { Worker } from 'node:worker_threads';
import { HttpRequest } from '@smithy/core/protocols';
import { generate } from 'selfsigned';
import type * as Module from '../../../lambda/dynamodb/exchange';
import { ENVIRONMENT } from '../../../src/contract/environment';
import { TimeBudgetMillis } from '../../../src/contract/time-budget';

type Respond = (response: http.ServerResponse) => void;

/** The exchange with timeouts that do not matter here, except for the given ones. It is not aborted unless the test says so. */
function exchangeWith(timeBudget: Partial<TimeBudgetMillis> = {}) {
  process.env[ENVIRONMENT.timeBudget] = JSON.stringify({
    connectTimeout: 60_000,
    requestTimeout: 60_000,
    allAttempts: 60_000,
    ...timeBudget,
  });
  let loaded!: typeof Module;
  jest.isolateModules(() => { loaded = jest.requireActual('../../../lambda/dynamodb/exchange'); });
  delete process.env[ENVIRONMENT.timeBudget];
  return (request: HttpRequest, passed = new Promise<never>(() => {})) => loaded.exchange(request, passed);
}

const sockets = new Set<Socket>();
const servers: Server[] = [];
let respond: Respond;
let received: { method?: string; path?: string; headers: http.IncomingHttpHeaders; body: string }[];
let connections: number;
let certificate: string;
const listener: http.RequestListener = (request, response) => {
  void text(request).then((body) => {
    received.push({ method: request.method, path: request.url, headers: request.headers, body });
    respond(response);
  });
};
const ok: Respond = (response) => { response.writeHead(200, { 'x-amzn-requestid': 'r1' }).end('{"Item":{}}'); };

/** The port of the server; servers outlive tests, because kept-alive connections do. */
async function listening(server: Server, host = '127.0.0.1', port = 0): Promise<number> {
  servers.push(server.on('connection', (socket: Socket) => {
    connections++;
    sockets.add(socket);
  }));
  server.listen(port, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

let ports: { http: number; https: number };
beforeAll(async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    algorithm: 'sha256', extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  certificate = cert;
  ports = { http: await listening(http.createServer(listener)), https: await listening(https.createServer({ key, cert }, listener)) };
});
afterAll(() => {
  for (const socket of sockets) {
    socket.destroy();
  }
  for (const server of servers) {
    server.close();
  }
});
beforeEach(() => {
  connections = 0;
  received = [];
  respond = ok;
  // Only Node.js's start can make an authority trusted that no options name.
  const { createSecureContext } = tls;
  jest.spyOn(tls, 'createSecureContext').mockImplementation((options) => createSecureContext({ ...options, ca: certificate }));
});
afterEach(() => jest.restoreAllMocks());

const HOSTS = { 'http:': '127.0.0.1', 'https:': 'localhost' } as const;

function post(port: number, protocol: keyof typeof HOSTS, hostname: string = HOSTS[protocol]): HttpRequest {
  const headers = { 'host': `${hostname}:${port}`, 'x-amz-target': 'DynamoDB_20120810.GetItem' };
  return new HttpRequest({ protocol, hostname, port, method: 'POST', path: '/', headers, body: '{"TableName":"ä"}' });
}

describe.each(['http', 'https'] as const)('over %s', (scheme) => {
  const request = () => post(ports[scheme], `${scheme}:`);

  test('a request is sent as it is signed, and its answer read whole', async () => {
    const { statusCode, headers, body } = await exchangeWith()(request());
    expect({ statusCode, headers, body: `${body}` }).toMatchObject({
      statusCode: 200,
      headers: { 'x-amzn-requestid': 'r1' },
      body: '{"Item":{}}',
    });
    expect(received).toEqual([
      {
        method: 'POST',
        path: '/',
        headers: expect.objectContaining({
          'host': request().headers.host, 'x-amz-target': 'DynamoDB_20120810.GetItem', 'content-length': '18',
        }),
        body: '{"TableName":"ä"}',
      },
    ]);
  });

  test('an answer that comes in parts is read whole', async () => {
    const parts = ['{"Item":', '{"n":"', 'é€'.repeat(50_000), '"}}'];
    respond = (response) => {
      for (const part of parts) {
        response.write(part);
      }
      response.end();
    };
    expect(`${(await exchangeWith()(request())).body}`).toBe(parts.join(''));
  });

  test('requests one after the other are on one connection', async () => {
    const exchange = exchangeWith();
    // Over HTTP there is an agent of all, with the connections that it has.
    await exchange(request());
    const before = connections;
    for (const _ of [1, 2, 3]) {
      await exchange(request());
    }
    expect({ more: connections - before, requests: received.length }).toEqual({ more: 0, requests: 4 });
  });

  test.each<[string, Respond]>([
    ['with a length', (response) => { response.writeHead(200, { 'content-length': 1_000 }).write('{"Item":{}}'); response.socket!.end(); }],
    ['in chunks', (response) => { response.writeHead(200).write('{"Item":{}}'); response.socket!.end(); }],
  ])('an answer %s that breaks off is an error, not a short answer', async (_, breakOff) => {
    respond = breakOff;
    await expect(exchangeWith()(request())).rejects.toThrow(expect.objectContaining({ code: 'ECONNRESET' }));
  });

  test('no answer is an error when the time for it is over, and the connection is given up', async () => {
    let closed!: Promise<unknown>;
    respond = (response) => {
      closed = once(response, 'close');
    };
    await expect(exchangeWith({ requestTimeout: 300 })(request())).rejects.toThrow(
      expect.objectContaining({ name: 'TimeoutError', message: 'request' }),
    );
    await closed;
  });

  test.each<[string, Respond]>([
    ['a request', () => {}],
    ['an answer that does not end', (response) => { response.writeHead(200).write('{'); }],
  ])('%s is given up, with its connection, when the time for it has passed', async (_, begin) => {
    let pass!: (error: Error) => void;
    const passed = new Promise<never>((_resolve, reject) => { pass = reject; });
    let closed!: Promise<unknown>;
    respond = (response) => {
      closed = once(response, 'close');
      begin(response);
      setTimeout(pass, 100, new Error('passed'));
    };
    await expect(exchangeWith()(request(), passed)).rejects.toThrow('passed');
    await closed;
  });

  test('what is answered before the time for it has passed keeps its connection', async () => {
    const exchange = exchangeWith();
    let pass!: (error: Error) => void;
    const passed = new Promise<never>((_, reject) => { pass = reject; });
    await exchange(request(), passed);
    const before = connections;
    pass(new Error('passed'));
    await expect(exchange(request())).resolves.toMatchObject({ statusCode: 200 });
    expect(connections).toBe(before);
  });
});

test.each([
  ['host', '127.0.0.2', () => ports.http],
  ['port', '127.0.0.1', () => 0],
])('another %s gets a connection of its own', async (_, host, wanted) => {
  const exchange = exchangeWith();
  const port = await listening(http.createServer(({ socket }, response) => { response.end(`${socket.localAddress}:${socket.localPort}`); }), host, wanted());
  await exchange(post(ports.http, 'http:'));
  const { body } = await exchange(post(port, 'http:', host));
  expect(`${body}`).toBe(`${host}:${port}`);
});

test('an answer that is not HTTP is an error', async () => {
  respond = (response) => {
    response.socket!.end('SSH-2.0-OpenSSH\r\n');
  };
  await expect(exchangeWith()(post(ports.http, 'http:'))).rejects.toThrow(
    expect.objectContaining({ code: expect.stringMatching(/^HPE_/) }),
  );
});

test('an IPv6 address is one, in the brackets that a URL has', async () => {
  const port = await listening(http.createServer(listener), '::1');
  await expect(exchangeWith()(post(port, 'http:', '[::1]'))).resolves.toMatchObject({ statusCode: 200 });
  expect(received[0].headers.host).toBe(`[::1]:${port}`);
});

test('a certificate of another host is an error', async () => {
  await expect(exchangeWith()(post(ports.https, 'https:', '127.0.0.1'))).rejects
    .toThrow(expect.objectContaining({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }));
  expect(received).toEqual([]);
});

/** A host that accepts no connection: its backlog is full. */
async function fullListener() {
  const worker = new Worker(join(__dirname, 'full-listener.mjs'));
  const [port] = await once(worker, 'message') as [number];
  const gate = new Int32Array(new SharedArrayBuffer(4));
  worker.postMessage(gate);
  const waiting: Socket[] = [];
  const waits = async () => {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    waiting.push(socket);
    return Promise.race([once(socket, 'connect').then(() => true), delay(500, false)]);
  };
  while (await waits()) {}
  const close = async () => {
    for (const socket of waiting) {
      socket.destroy();
    }
    Atomics.store(gate, 0, 1);
    Atomics.notify(gate, 0);
    await worker.terminate();
  };
  return { port, close };
}

test.each(['http:', 'https:'] as const)('over %s, no connection is an error when the time for it is over', async (protocol) => {
  const { port, close } = await fullListener();
  await expect(exchangeWith({ connectTimeout: 300 })(post(port, protocol, '127.0.0.1'))).rejects
    .toThrow(expect.objectContaining({ name: 'TimeoutError', message: 'connect' }));
  await close();
});
