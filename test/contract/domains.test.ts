import { Stack } from 'aws-cdk-lib';
import { CfnRestApi, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import { idsOn, Notes } from './notes';
import { describeLocal, newUser, started, Target, targets } from './target';
import { Answer, call, Call } from '../http';
import { sign } from '../sign';
import { NotesApi, NotesApiProps, NotesAuthorization } from 'cdk-notes-api';

/** The address of an API: the beginning of its paths, and the host unless it is API Gateway's own. */
type Place = [name: string, base: string, host: string | undefined];

const PLACES: Place[] = [
  ['a stage', '/prod', undefined],
  ['a domain name', '', 'notes.example.com'],
  ['a base path', '/v1', 'api.example.com'],
  ['a base path of the name of the notes', '/notes', 'api.example.com'],
  ['a base path of several levels', '/shop/eu/v1', 'api.example.com'],
  ['a base path and a stage', '/any/prod', 'api.example.com'],
];

function addDomainNames({ api }: NotesApi): void {
  const certificate = Certificate.fromCertificateArn(api, 'Certificate', 'arn:aws:acm:us-east-1:123456789012:certificate/1');
  api.addDomainName('Alone', { domainName: 'notes.example.com', certificate });
  const shared = api.addDomainName('Shared', { domainName: 'api.example.com', certificate, basePath: 'v1' });
  shared.addBasePathMapping(api, { basePath: 'notes' });
  shared.addBasePathMapping(api, { basePath: 'any', attachToStage: false });
  shared.addApiMapping(api.deploymentStage, { basePath: 'shop/eu/v1' });
}

type SignHeaders = (host: string, method: string, path: string, body?: Call['body']) => Promise<Record<string, string>>;

/** The API for a client that knows only its address. */
function at(api: Target, base: string, host = api.defaultHost, headersOf: SignHeaders = async () => ({})) {
  const { origin } = new URL(api.url);
  const send = async (method: string, path: string, { body, headers }: Call = {}) =>
    call(origin, method, path, { body, headers: { ...headers, ...await headersOf(host, method, path, body), host } });
  return {
    call: async (method: string, path: string, options?: Call) => send(method, `${base}${path}`, options),
    follow: async ({ url }: Answer, reference: string) => {
      const { pathname, search } = new URL(reference, url);
      return send('GET', `${pathname}${search}`);
    },
  };
}

type Client = ReturnType<typeof at>;

/** The end of the user ids here. */
const USERS = ['notes', "%20o'neil(jr)!*+100%25;x=1,2&$~", 'a%3Ab:me%40example.com@%F0%9F%98%80...'];

/** Follows the Location of a note, relative to the URL of the request. */
async function expectLocation(client: Client, answer: Answer, content: string): Promise<void> {
  const { json, status } = await client.follow(answer, answer.headers.location);
  expect([status, json.content]).toEqual([200, content]);
}

/** Follows the links of a list from page to page; gives the ids on them. */
async function followedIds(client: Client, first: Answer): Promise<string[]> {
  const pages = [first];
  for (let page = first; page.headers.link; pages.push(page)) {
    expect(pages.length).toBeLessThan(20);
    page = await client.follow(page, /^<([^>]+)>; rel="next"$/.exec(page.headers.link)![1]);
    expect(page.status).toBe(200);
  }
  return idsOn(...pages);
}

const ORIGIN = 'https://pages.example.com';

const open = (): NotesApiProps => ({ authorization: NotesAuthorization.none(), corsOrigins: [ORIGIN] });
const mounted = (stack: Stack): NotesApiProps => ({ ...open(), mountOn: new RestApi(stack, 'Shop').root.resourceForPath('shop/v1') });

const MOUNTS: [name: string, path: string, props: (stack: Stack) => NotesApiProps][] = [
  ['notes on an API of their own', '', open],
  ['mounted notes', '/shop/v1', mounted],
];

// The origin of a request does not matter to the database, so one is enough.
const [[, start]] = targets;

describeLocal.each(MOUNTS)('%s', (_, mountPath, props) => {
  const api = started(start, props, addDomainNames);

  describe.each(PLACES)('behind %s', (__, basePath, host) => {
    const base = `${basePath}${mountPath}`;
    const client = () => at(api, base, host);

    test.each(USERS)('have a Location that leads to them, of the user %s', async (name) => {
      const notes = new Notes(client(), `${newUser()}${name}`);
      await expectLocation(client(), await notes.post({ content: 'posted' }), 'posted');
      await expectLocation(client(), await notes.put('mine', { content: 'put' }, { 'if-none-match': '*' }), 'put');
      await expectLocation(
        client(),
        await client().call('POST', `/notes/${notes.user}/`, { body: '{"content":"slashed"}' }),
        'slashed',
      );
    });

    test.each(USERS)('have a Link from each page to the next until there is none, of the user %s', async (name) => {
      const notes = new Notes(client(), `${newUser()}${name}`);
      const created = await notes.createAll(['1', '2', '3']);
      expect(await followedIds(client(), await notes.list('limit=1&order=asc'))).toEqual(created.map(({ id }) => id));
    });

    test('are open to the pages that may call', async () => {
      const { headers, status } = await client().call('OPTIONS', '/notes/alice', {
        headers: { 'origin': ORIGIN, 'access-control-request-method': 'POST' },
      });
      expect([status, headers['access-control-allow-origin']]).toEqual([204, ORIGIN]);
    });
  });
});

describeLocal('notes of those who sign their requests', () => {
  const IDENTITY = 'us-east-1:11111111-2222-4333-8444-555555555555';
  const api = started(start, {}, (notes) => {
    addDomainNames(notes);
    const assumedBy = new WebIdentityPrincipal('cognito-identity.amazonaws.com');
    notes.grants.invokeOwn(new Role(notes, 'Own', { roleName: 'Own', assumedBy }));
  });

  test.each(PLACES)('behind %s have links that lead to them', async (_, base, host) => {
    const keys = api.issueCredentials({ role: 'Own', identityId: IDENTITY });
    const client = at(api, base, host, async (name, method, path, body) => sign({ url: `https://${name}`, method, path, body }, keys));
    const notes = new Notes(client, IDENTITY);
    await expectLocation(client, await notes.post({ content: 'signed' }), 'signed');
    await notes.post({ content: 'signed too' });
    expect(await followedIds(client, await notes.list('limit=1'))).toEqual(await notes.ids());
    expect((await new Notes(client, 'bob').list()).status).toBe(403);
  });
});

describeLocal('notes whose default endpoint is disabled', () => {
  const api = started(start, open, (notes) => {
    addDomainNames(notes);
    (notes.api.node.defaultChild as CfnRestApi).disableExecuteApiEndpoint = true;
  });

  test('are behind their domain name alone', async () => {
    const { json, status } = await at(api, '/prod').call('GET', '/notes/alice');
    expect([status, json]).toEqual([403, { message: 'Forbidden' }]);
    expect((await at(api, '/v1', 'api.example.com').call('GET', '/notes/alice')).status).toBe(200);
  });
});
