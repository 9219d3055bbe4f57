import { once } from 'node:events';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { DynamoDBClient, GetItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { authorization } from './signature-v4';
import { eventually } from './support';
import { AuthorizationProxy } from '../../local/dynamodb/authorization-proxy';
import { CustomerKeys } from '../../local/dynamodb/customer-keys';
import { PartitionKeys } from '../../local/dynamodb/partition-keys';
import { AccessKeys } from '../../local/iam/access-keys';
import { Credentials } from '../../local/iam/credentials';
import { Statement } from '../../local/iam/policy';
import { RoleSession } from '../../local/iam/role-session';
import { readSignature } from '../../local/iam/signature';
import { Signer } from '../../local/iam/signer';
import { Lifetime } from '../../local/machine/lifetime';
import { freePort, HOST, listen } from '../../local/machine/loopback';
import { ServiceEndpoint } from '../../local/service-endpoint/service-endpoint';
import { call } from '../http';

const TABLE = 'arn:aws:dynamodb:eu-west-1:123456789012:table/Orders';
const STACK_CREDENTIALS: Credentials = { accessKeyId: 'STACK', secretAccessKey: 'stack', sessionToken: 'token' };
const statements: Statement[] = [
  { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: TABLE },
  { Effect: 'Allow', Action: 'dynamodb:Scan', Resource: TABLE, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } },
];

let lifetime: Lifetime;
let endpoint: string;
let upstream: string;
let client: DynamoDBClient;
let credentials: Credentials;
const engine = createServer();
const accessKeys = new AccessKeys();
const undecided: string[] = [];
const seen: { headers: IncomingMessage['headers']; body: Buffer }[] = [];
const connected = jest.fn();
let respond: (response: ServerResponse, body: Buffer) => void;

const ok = (response: ServerResponse) => {
  response.writeHead(200, { 'Content-Type': 'application/x-amz-json-1.0', 'x-amzn-RequestId': 'of-the-engine' });
  response.end('{"Item":{"id":{"S":"1"}}}');
};

beforeAll(async () => {
  engine.on('connection', connected);
  engine.on('request', async (request: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(request).catch(() => Buffer.alloc(0));
    seen.push({ headers: request.headers, body });
    respond(response, body);
  });
  upstream = `http://${HOST}:${await listen(engine, 0)}`;
  lifetime = new Lifetime();
  endpoint = await startProxy(upstream);
  const role = { arn: 'arn:aws:iam::123456789012:role/clerk', name: 'clerk', identityPolicies: statements };
  credentials = accessKeys.issue(new RoleSession(role, 'read', { logicalId: 'Read' }));
  client = clientWith();
});
beforeEach(() => {
  seen.length = 0;
  respond = ok;
});
afterAll(async () => {
  client.destroy();
  await lifetime.end();
  engine.close();
  engine.closeAllConnections();
});

async function startProxy(to: string, ends = lifetime): Promise<string> {
  const services = await ServiceEndpoint.listen(accessKeys, ends, () => undefined);
  services.serve({
    dynamodb: new AuthorizationProxy({
      dynamoDb: { endpoint: to, credentials: STACK_CREDENTIALS },
      accessKeys,
      customerKeys: new CustomerKeys([]),
      partitionKeys: new PartitionKeys([]),
      lifetime: ends,
      onUndecided: (logicalId, reason) => undecided.push(`${logicalId}: ${reason}`),
    }),
  });
  return services.url;
}

const clientWith = (other: Partial<Credentials> = {}, to = endpoint) => new DynamoDBClient({
  endpoint: to, region: 'eu-west-1', credentials: { ...credentials, ...other }, maxAttempts: 1,
});

const getItem = new GetItemCommand({ TableName: 'Orders', Key: { id: { S: '1' } } });

test('what the role allows is answered by DynamoDB', async () => {
  const { $metadata, Item } = await client.send(getItem);
  expect([Item, $metadata.requestId]).toEqual([{ id: { S: '1' } }, 'of-the-engine']);
  expect(JSON.parse(seen[0].body.toString())).toEqual({ TableName: 'Orders', Key: { id: { S: '1' } } });
});

test('DynamoDB is asked with the credentials of the stack, in the region of the function', async () => {
  await client.send(getItem);
  const [{ body, headers }] = seen;
  const request = { method: 'POST', path: '/', query: '', headers: headers as Record<string, string>, body };
  const signature = readSignature(request);
  expect(signature).toMatchObject({ accessKeyId: 'STACK', region: 'eu-west-1', service: 'dynamodb' });
  expect(headers).toMatchObject({
    'x-amz-security-token': 'token',
    'host': new URL(upstream).host,
    'x-amz-target': 'DynamoDB_20120810.GetItem',
  });
  expect((await new Signer(STACK_CREDENTIALS, 'eu-west-1', 'dynamodb').calculate(request, signature)).signature).toBe(signature.signature);
});

test('anybody may ask for DynamoDB\'s state, without a word to DynamoDB', async () => {
  const { status, text } = await call(endpoint, 'GET', '/');
  expect({ status, text }).toEqual({ status: 200, text: `healthy: ${new URL(endpoint).host} ` });
  expect(seen).toEqual([]);
});

test('what the role does not allow is refused in the words of AWS, and DynamoDB never sees it', async () => {
  await expect(client.send(new GetItemCommand({ TableName: 'Other', Key: { id: { S: '1' } } }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: 'User: arn:aws:sts::123456789012:assumed-role/clerk/read is not authorized to perform: dynamodb:GetItem on resource: '
      + 'arn:aws:dynamodb:eu-west-1:123456789012:table/Other because no identity-based policy allows the dynamodb:GetItem action',
    $metadata: { httpStatusCode: 400, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  });
  expect(seen).toEqual([]);
});

test('what cannot be evaluated is refused, and told once', async () => {
  for (let count = 0; count < 2; count += 1) {
    await expect(client.send(new ScanCommand({ TableName: 'Orders' }))).rejects.toMatchObject({ name: 'AccessDeniedException' });
  }
  expect(undecided).toEqual(['Read: the local stack does not know the condition key aws:SourceIp']);
});

test.each<[string, Partial<Credentials>, string]>([
  ['an unknown key', { accessKeyId: 'ASIAUNKNOWN' }, 'UnrecognizedClientException'],
  ['another session token', { sessionToken: 'other' }, 'UnrecognizedClientException'],
  ['no session token', { sessionToken: undefined }, 'UnrecognizedClientException'],
  ['another secret', { secretAccessKey: 'other' }, 'InvalidSignatureException'],
])('%s is refused', async (_what, other, name) => {
  const stranger = clientWith(other);
  await expect(stranger.send(getItem)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
  stranger.destroy();
  expect(seen).toEqual([]);
});

/** The headers and the body of a request that the function has signed. */
async function signedRequest() {
  const signed = clientWith();
  let request: any;
  signed.middlewareStack.add(() => async (args) => {
    request = args.request;
    throw new Error('not sent');
  }, { step: 'finalizeRequest', priority: 'low' });
  await signed.send(getItem).catch(() => undefined);
  return { headers: request.headers as Record<string, string>, body: Buffer.concat([request.body]).toString() };
}

test.each<[string, Record<string, string | undefined>, ((body: string) => string) | undefined, string]>([
  ['all as it was signed', {}, undefined, ''],
  ['another body', {}, (body) => body.replace('"1"', '"2"'), 'com.amazon.coral.service#InvalidSignatureException'],
  ['another operation', { 'x-amz-target': 'DynamoDB_20120810.PutItem' }, undefined, 'com.amazon.coral.service#InvalidSignatureException'],
  ['no authorization', { authorization: undefined }, undefined, 'com.amazon.coral.service#MissingAuthenticationTokenException'],
  [
    'authorization of another kind',
    { authorization: 'Basic eA==' },
    undefined,
    'com.amazon.coral.service#MissingAuthenticationTokenException',
  ],
  [
    'half an authorization',
    { authorization: 'AWS4-HMAC-SHA256 Credential=x' },
    undefined,
    'com.amazon.coral.service#IncompleteSignatureException',
  ],
  ['no date', { 'x-amz-date': undefined }, undefined, 'com.amazon.coral.service#IncompleteSignatureException'],
])('of what is signed, %s has its answer', async (_what, changed, changeBody, type) => {
  const change = changeBody ?? ((text: string) => text);
  const { body, headers } = await signedRequest();
  const sent = Object.fromEntries(
    Object.entries({ ...headers, ...changed }).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const answer = await call(endpoint, 'POST', '/', {
    headers: { ...sent, 'content-length': String(Buffer.byteLength(change(body))) },
    body: change(body),
  });
  expect([answer.status, answer.json.__type]).toEqual(type ? [400, type] : [200, undefined]);
});

test.each([
  ['no JSON', { body: '{' }, 'SerializationException'],
  ['no operation', { 'x-amz-target': '' }, 'UnknownOperationException'],
  ['another service', { 'x-amz-target': 'DynamoDBStreams_20120810.ListStreams' }, 'UnknownOperationException'],
])('%s is refused before DynamoDB sees it', async (_what, { body = '{}', ...target }: Record<string, string>, type) => {
  const request = { method: 'POST', protocol: 'http:', hostname: HOST, path: '/', body };
  const headers = { 'host': new URL(endpoint).host, 'x-amz-target': 'DynamoDB_20120810.GetItem', ...target };
  const signed = await new Signer(credentials, 'eu-west-1', 'dynamodb').sign({ ...request, headers });
  const answer = await call(endpoint, 'POST', '/', { headers: signed.headers, body });
  expect([answer.status, answer.json]).toEqual([400, { __type: `com.amazon.coral.service#${type}` }]);
  expect(seen).toEqual([]);
});

test('an operation that is not signed is refused', async () => {
  const headers = {
    'host': new URL(endpoint).host,
    'x-amz-date': new Date().toISOString().replace(/\.\d+|[-:]/g, ''),
    'x-amz-security-token': credentials.sessionToken!,
  };
  const body = '{"TableName":"Orders","Key":{"id":{"S":"1"}}}';
  const signed = authorization({ method: 'POST', path: '/', headers, body }, credentials, { region: 'eu-west-1', service: 'dynamodb' });
  const answer = await call(endpoint, 'POST', '/', {
    headers: { ...headers, 'x-amz-target': 'DynamoDB_20120810.GetItem', 'authorization': signed },
    body,
  });
  expect([answer.status, answer.json]).toEqual([
    400,
    {
      __type: 'com.amazon.coral.service#InvalidSignatureException',
      message: "'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization. ",
    },
  ]);
  expect(seen).toEqual([]);
});

test('large items pass in both directions', async () => {
  const text = 'é'.repeat(200_000);
  respond = (response, body) => response.end(JSON.stringify({ Attributes: JSON.parse(body.toString()).Item }));
  const { Attributes } = await client.send(new PutItemCommand({ TableName: 'Orders', Item: { id: { S: text } } }));
  expect(Attributes?.id.S).toBe(text);
});

test('errors of DynamoDB pass as they are', async () => {
  respond = (response) =>
    response.writeHead(400).end('{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"none"}');
  await expect(client.send(getItem)).rejects.toMatchObject({ name: 'ResourceNotFoundException', message: 'none' });
});

test('the connection to DynamoDB is used again', async () => {
  await client.send(getItem);
  connected.mockClear();
  for (let count = 0; count < 20; count += 1) {
    await client.send(getItem);
  }
  expect(connected).not.toHaveBeenCalled();
});

test('a DynamoDB that closes its connection does not answer, and the next request is answered', async () => {
  respond = (response) => response.destroy();
  await expect(client.send(getItem)).rejects.toThrow();
  respond = ok;
  await expect(client.send(getItem)).resolves.toMatchObject({ Item: { id: { S: '1' } } });
});

test('a DynamoDB that is not there does not answer', async () => {
  const nowhere = clientWith({}, await startProxy(`http://${HOST}:${await freePort()}`));
  await expect(nowhere.send(getItem)).rejects.toThrow();
  nowhere.destroy();
});

test('a function that goes away ends its request to DynamoDB', async () => {
  let closed = false;
  respond = (response) => response.on('close', () => { closed = true; });
  await expect(client.send(getItem, { abortSignal: AbortSignal.timeout(100) })).rejects.toThrow();
  await eventually(() => closed);
});

test('a function that goes away in the middle of its request does no harm', async () => {
  const socket = connect(Number(new URL(endpoint).port), HOST);
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf', () => socket.destroy());
  await once(socket, 'close');
  await expect(client.send(getItem)).resolves.toBeDefined();
});

test('the end of the stack ends the proxy, with requests under way', async () => {
  const ends = new Lifetime();
  const ending = clientWith({}, await startProxy(upstream, ends));
  respond = () => undefined;
  const outcome = ending.send(getItem).catch((error: Error) => error);
  await eventually(() => seen.length === 1);
  await ends.end();
  expect(await outcome).toMatchObject({ message: expect.stringContaining('socket hang up') });
  await delay(10);
  const again = clientWith({}, await ending.config.endpoint!().then(({ port }) => `http://${HOST}:${port}`));
  await expect(again.send(getItem)).rejects.toThrow(/ECONNREFUSED/);
  ending.destroy();
  again.destroy();
});
