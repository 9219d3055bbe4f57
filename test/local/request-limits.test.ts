import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Shop, startShop } from './support';

let shop: Shop;

beforeAll(async () => { shop = await startShop(); });
afterAll(async () => shop.stop());

describe('limits', () => {
  test.each([
    ['Lambda takes', 7],
    ['API Gateway takes', 11],
  ])('a body larger than %s is a 413, and the connection gets to read it', async (_who, megabytes) => {
    const { headers, json, status } = await shop.send('POST', '/do/echo', {}, Buffer.alloc(megabytes * 1024 * 1024, 'x'));
    expect([status, json]).toEqual([413, { message: 'Request Too Long' }]);
    expect(headers).toMatchObject({ 'access-control-allow-origin': '*' });
  });

  const sized = async (path: string, headers = {}) => shop.send('GET', path, { host: 'localhost', connection: 'close', ...headers });

  test('a request line and header values of 10,240 bytes are served, and one byte more is a 413 of the gateway responses', async () => {
    const rest = 10_240 - 'GET /do/pid? HTTP/1.1localhostclose'.length;
    expect((await sized(`/do/pid?${'x'.repeat(rest)}`)).status).toBe(200);
    const { headers, json, status } = await sized(`/do/pid?${'x'.repeat(rest + 1)}`);
    expect([status, json]).toEqual([413, { message: 'HTTP header is larger than 10240 bytes.' }]);
    expect(headers).toMatchObject({ 'access-control-allow-origin': '*', 'x-amzn-errortype': 'RequestTooLargeException' });
  });

  test.each<[string, string, Record<string, string | string[]>]>([
    ['a header of 12,000 bytes', '/do/pid', { 'x-long': 'x'.repeat(12_000) }],
    ['a header of 70,000 bytes', '/do/pid', { 'x-long': 'x'.repeat(70_000) }],
    ['3,000 headers', '/do/pid', { 'x-many': Array.from({ length: 3_000 }, () => 'four') }],
    ['a path of 12,000 characters', `/files/echo/${'x'.repeat(12_000)}`, {}],
    ['a long path of no resource', `/nowhere/${'x'.repeat(20_000)}`, {}],
  ])('%s is a 413', async (_what, path, headers) => {
    const answer = await sized(path, headers);
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([413, '*']);
  });

  test.each([
    ['the ARN of a method with authorization', 'sealed', 414],
    ['the ARN of an open method', 'echo', 200],
  ])('%s may have 1,600 bytes', async (_what, behaviour, status) => {
    const arn = `arn:aws:execute-api:us-east-1:123456789012:${'x'.repeat(10)}/prod/GET/files/${behaviour}/`;
    const path = (bytes: number) => `/files/${behaviour}/${'x'.repeat(bytes - arn.length)}`;
    const answer = await shop.send('GET', path(1_601));
    expect(answer.status).toBe(status);
    if (status === 414) {
      expect(answer.json).toEqual({ message: 'Request URI too long' });
      expect(answer.headers['access-control-allow-origin']).toBe('*');
      expect((await shop.send('GET', path(1_600))).status).toBe(403);
    }
  });

  test.each([[6_291_556, 200], [6_291_557, 502]])('an answer whose payload has %d bytes is a %d', async (bytes, status) => {
    expect((await shop.send('GET', `/do/large?bytes=${bytes}`)).status).toBe(status);
  });
});

describe('the connection', () => {
  test('malformed HTTP is a 400 and the server lives on', async () => {
    const socket = connect(Number(new URL(shop.stack.url).port), '127.0.0.1');
    socket.end('no HTTP at all\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /);
    expect((await shop.send('GET', '/do/pid')).status).toBe(200);
  });

  test('a client that goes away in the middle of its request does no harm', async () => {
    const socket = connect(Number(new URL(shop.stack.url).port), '127.0.0.1');
    socket.write('POST /do/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf', () => socket.destroy());
    await new Promise((resolve) => socket.once('close', resolve));
    expect((await shop.send('GET', '/do/pid')).status).toBe(200);
  });
});
