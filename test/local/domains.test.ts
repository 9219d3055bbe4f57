import { rmSync } from 'node:fs';
import { Fn, Stack } from 'aws-cdk-lib';
import { CfnBasePathMapping, MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { MallStack, REGION } from './mall';
import { synthesize } from './sample-app';
import { LocalStack } from '../../local/local-stack';
import { Answer, Call, call } from '../http';
import { sign } from '../sign';

let stack: LocalStack;
let assembly: string;
let hosts: Record<string, string>;
const log: string[] = [];

beforeAll(async () => {
  assembly = synthesize((app) => new MallStack(app));
  stack = await LocalStack.start({
    assembly,
    onLog: ({ logicalId, line }) => log.push(`${logicalId}: ${line}`),
    onProgress: (line) => log.push(line),
  });
  hosts = Object.fromEntries(
    stack.apis.map(({ logicalId, name }) => [name, `${stack.physicalId(logicalId)}.execute-api.${REGION}.amazonaws.com`]),
  );
});
afterAll(async () => {
  await stack?.stop();
  rmSync(assembly, { recursive: true });
});

const api = (name: string) => stack.apis.find((candidate) => candidate.name === name)!;

/** Sends a request for a host to the port of an API. */
async function get(host: string, path: string, { headers, ...more }: Call & { port?: string; method?: string } = {}): Promise<Answer> {
  return call(api(more.port ?? 'Books').url, more.method ?? 'GET', path, { headers: { host, ...headers } });
}

function expectForbidden({ headers, json, status }: Answer): void {
  expect([status, json]).toEqual([403, { message: 'Forbidden' }]);
  expect(headers).toMatchObject({
    'x-amzn-errortype': 'ForbiddenException',
    'content-type': 'application/json',
    'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
}

describe('a request for a domain name', () => {
  test.each([
    ['mall.example.com', '/books/items/1', 'Books', 'prod', '/items/{item}'],
    ['mall.example.com', '/books/items/1/', 'Books', 'prod', '/items/{item}'],
    ['mall.example.com', '/books', 'Books', 'prod', '/'],
    ['mall.example.com', '/books/', 'Books', 'prod', '/'],
    ['mall.example.com', '/toys/items/a%20b', 'Toys', 'prod', '/items/{item}'],
    ['mall.example.com', '/books/beta/items/1', 'Books', 'beta', '/items/{item}'],
    ['mall.example.com', '/shop/v1/toys/items/1', 'Toys', 'prod', '/items/{item}'],
    ['mall.example.com', '/any/prod/items/1', 'Books', 'prod', '/items/{item}'],
    ['mall.example.com', '/any/beta/items/1', 'Books', 'beta', '/items/{item}'],
    ['both.example.com', '/toys/items/1', 'Toys', 'prod', '/items/{item}'],
    ['both.example.com', '/items/1', 'Books', 'prod', '/items/{item}'],
    ['both.example.com', '/', 'Books', 'prod', '/'],
    ['Books.Example.com', '/items/1', 'Books', 'prod', '/items/{item}'],
    ['books.EXAMPLE.com:443', '/items/1', 'Books', 'prod', '/items/{item}'],
    ['second.books.example.com', '/items/1', 'Books', 'prod', '/items/{item}'],
    ['closed.example.com', '/in/items/1', 'Closed', 'prod', '/items/{item}'],
  ])('%s%s invokes the resource behind the longest base path, whichever port it comes to', async (host, path, name, stage, resource) => {
    const domainName = host.replace(/:\d+$/, '');
    for (const port of ['Books', 'Toys', 'Closed']) {
      const { json, status } = await get(host, path, { port });
      expect(status).toBe(200);
      expect(json).toMatchObject({
        path,
        resource,
        stageVariables: stage === 'beta' ? { season: 'winter' } : null,
        requestContext: {
          apiId: hosts[name].split('.')[0],
          domainName,
          domainPrefix: domainName.split('.')[0],
          path,
          resourcePath: resource,
          stage,
        },
      });
    }
  });

  test('has the parameters and the query as they were sent', async () => {
    const { json } = await get('mall.example.com', '/books/items/a%2Fb%20c?q=%C3%A9&q=2');
    expect(json).toMatchObject({
      pathParameters: { item: 'a%2Fb%20c' },
      multiValueQueryStringParameters: { q: ['é', '2'] },
      headers: { host: 'mall.example.com' },
    });
  });

  test.each([
    ['mall.example.com', '/'],
    ['mall.example.com', '/items/1'],
    ['mall.example.com', '/prod/items/1'],
    ['mall.example.com', '/bookshelf/items/1'],
    ['mall.example.com', '/Books/items/1'],
    ['mall.example.com', '//books/items/1'],
    ['mall.example.com', '/shop/v1/items/1'],
    ['mall.example.com', '/any/items/1'],
    ['mall.example.com', '/any/gamma/items/1'],
    ['closed.example.com', '/items/1'],
    ['both.example.com', '/toys/far/items/1'],
    ['unmapped.example.com', '/items/1'],
    ['unknown.example.com', '/items/1'],
    ['example.com', '/items/1'],
    ['a.second.books.example.com', '/items/1'],
  ])('%s%s is forbidden: nothing is mapped there, which is told without the path and of no API', async (host, path) => {
    log.length = 0;
    expectForbidden(await get(host, path));
    expect(log).toEqual([`no API is mapped to the path of a request to ${host}`]);
  });

  test('whose base path leads to an API without such a resource is answered by the API', async () => {
    const { json, status } = await get('mall.example.com', '/books/nowhere');
    expect([status, json]).toEqual([403, { message: 'Missing Authentication Token' }]);
  });

  test('is answered a preflight', async () => {
    const { headers, status } = await get('mall.example.com', '/shop/v1/toys/items/1', {
      method: 'OPTIONS',
      headers: { origin: 'https://mall.example' },
    });
    expect(status).toBe(204);
    expect(headers['access-control-allow-origin']).toBe('https://mall.example');
  });
});

describe("a request for an API's own address", () => {
  test('on the loopback interface has no stage in its path', async () => {
    for (const host of [new URL(stack.url).host, 'localhost', 'localhost:3000', '[::1]:3000']) {
      const { json } = await get(host, '/items/1');
      expect(json).toMatchObject({
        path: '/items/1',
        requestContext: { path: '/prod/items/1', stage: 'prod', domainName: host.replace(/:\d+$/, '') },
      });
    }
  });

  test.each(['prod', 'beta'])('at execute-api has the stage %s in it, which functions read in their context alone', async (stage) => {
    const { json } = await get(hosts.Books, `/${stage}/items/1`, { port: 'Toys' });
    expect(json).toMatchObject({
      path: '/items/1',
      resource: '/items/{item}',
      requestContext: { path: `/${stage}/items/1`, stage, domainName: hosts.Books },
    });
  });

  test.each(['/items/1', '/gamma/items/1', '/'])('at execute-api is forbidden without a stage: %s', async (path) => {
    expectForbidden(await get(hosts.Books, path));
  });

  test('is refused where it is disabled', async () => {
    expectForbidden(await call(api('Closed').url, 'GET', '/items/1'));
    log.length = 0;
    expectForbidden(await get(hosts.Closed, '/prod/items/1'));
    expect(log).toEqual([`${api('Closed').logicalId}: the default endpoint is disabled: the API is available at its domain names only`]);
    expect((await get('closed.example.com', '/in/items/1', { port: 'Closed' })).status).toBe(200);
  });
});

describe('a signed request', () => {
  const send = async (host: string, path: string, signedPath = path, signedHost = host) => {
    const headers = await sign(
      { url: `https://${signedHost}`, method: 'GET', path: signedPath },
      stack.issueCredentials({ role: 'Reader' }),
      { region: REGION },
    );
    return get(host, path, { headers: { ...headers, host } });
  };

  test.each([
    ['mall.example.com', '/books/signed/mine'],
    ['books.example.com', '/signed/mine'],
    ['mall.example.com', '/any/prod/signed/mine'],
  ])('for %s%s is let in by the ARN of the stage and the resource', async (host, path) => {
    const { json, status } = await send(host, path);
    expect([status, json.requestContext?.identity.userArn]).toEqual([200, expect.stringContaining('/Reader/')]);
  });

  test('at execute-api is signed with the stage', async () => {
    expect((await send(hosts.Books, '/prod/signed/mine')).status).toBe(200);
  });

  test.each([
    ['another resource', '/books/signed/other', 'prod/GET/signed/other'],
    ['another stage', '/books/beta/signed/mine', 'beta/GET/signed/mine'],
    ['another API', '/toys/signed/mine', 'prod/GET/signed/mine'],
  ])('for %s is refused, by its ARN without the base path', async (_, path, resource) => {
    const { json, status } = await send('mall.example.com', path);
    expect(status).toBe(403);
    expect(json.Message).toMatch(new RegExp(`on resource: arn:aws:execute-api:${REGION}:\\*{8}9012:\\w{10}/${resource} `));
  });

  test.each([
    ['the path without the base path', '/signed/mine', undefined],
    ['another host', undefined, 'books.example.com'],
  ])('that signs %s is refused', async (_, signedPath, signedHost) => {
    const { headers, status } = await send('mall.example.com', '/books/signed/mine', signedPath, signedHost);
    expect([status, headers['x-amzn-errortype']]).toEqual([403, 'InvalidSignatureException']);
  });
});

test('the addresses of each API are told, at its own port', () => {
  const domains = (name: string) => api(name).domains.map(({ host, url }) => [host, url.replace(api(name).url.slice(0, -1), '')]);
  expect(domains('Books').sort()).toEqual([
    ['*.books.example.com', ''],
    ['books.example.com', ''],
    ['both.example.com', ''],
    ['mall.example.com', '/any/beta'],
    ['mall.example.com', '/any/prod'],
    ['mall.example.com', '/books'],
    ['mall.example.com', '/books/beta'],
  ]);
  expect(domains('Toys').sort()).toEqual([
    ['both.example.com', '/toys'],
    ['mall.example.com', '/shop/v1/toys'],
    ['mall.example.com', '/toys'],
  ]);
  expect(stack.apis.filter(({ isDefaultEndpointDisabled }) => isDefaultEndpointDisabled).map(({ name }) => name)).toEqual([
    'Closed', 'Hidden', 'Sealed',
  ]);
});

test('domain names that are not known here are told and refused, as any other host', async () => {
  const folder = synthesize((app) => {
    const kiosk = new Stack(app, 'Kiosk');
    const { restApiId, root } = new RestApi(kiosk, 'Api', { cloudWatchRole: false });
    root.addMethod(
      'GET',
      new MockIntegration({
        requestTemplates: { 'application/json': '{"statusCode":200}' },
        integrationResponses: [{ statusCode: '200' }],
      }),
      { methodResponses: [{ statusCode: '200' }] },
    );
    new CfnBasePathMapping(kiosk, 'Mapping', { domainName: Fn.importValue('Domain'), restApiId });
  });
  const progress: string[] = [];
  const started = await LocalStack.start({ assembly: folder, onProgress: (line) => progress.push(line) });
  expect(progress).toContainEqual(expect.stringMatching(/^Kiosk: no stack in the assembly exports Domain/));
  expectForbidden(await call(started.url, 'GET', '/', { headers: { host: 'kiosk.example.com' } }));
  expect((await call(started.url, 'GET', '/')).status).toBe(200);
  await started.stop();
  rmSync(folder, { recursive: true });
});
