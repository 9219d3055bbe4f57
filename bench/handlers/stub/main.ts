/** A stub of DynamoDB on loopback, for clients that trust its certificate: `main.ts KEY CERTIFICATE` prints its address. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { answer } from './answers';

const [key, cert] = process.argv.slice(2).map((file) => readFileSync(file));

const server = createServer({ key, cert, keepAliveTimeout: 60_000 }, async (request, response) => {
  const requestId = randomUUID();
  if (request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'text/plain', 'x-amzn-requestid': requestId }).end(`healthy: ${request.headers.host}`);
    return;
  }
  const { status, body } = answer(request.headers['x-amz-target'] as string | undefined, await text(request));
  const json = JSON.stringify(body);
  response.writeHead(status, {
    'server': 'Server',
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(json),
    'x-amzn-requestid': requestId,
  }).end(json);
});

// It ends with its parent process, however that ends.
process.stdin.on('end', () => process.exit()).resume();
server.listen(0, 'localhost', () => console.log(`https://localhost:${(server.address() as AddressInfo).port}`));
