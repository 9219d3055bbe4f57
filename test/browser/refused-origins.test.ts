import { ROUTES } from '../operations';
import { SANDBOXED } from './page-server';
import { APP_HOSTS, appOrigins, open, openPage, openSignedIn, otherPort, pages, REFUSED, startLocal, wire, withUserPool } from './support';
import { expectProblem } from '../contract/expectations';
import { idsOn } from '../contract/notes';
import { newUser, started, Target } from '../contract/target';
import { call } from '../http';
import { NotesApiProps, NotesAuthorization, NotesOperation } from 'cdk-notes-api';

const [APP_HOST, SECOND_HOST] = APP_HOSTS;

/** Pages of no app, whose origins resemble those of apps. */
const ELSEWHERE: [string, () => string][] = [
  ['another host', () => pages.origin('elsewhere.example')],
  ['another port', () => otherPort.origin(APP_HOST)],
  ['a host below the app\'s', () => pages.origin(`evil.${APP_HOST}`)],
  ['the host above the apps\'', () => pages.origin('app.example')],
  ['a host that begins as the app\'s', () => pages.origin(`${APP_HOST}.evil.example`)],
  ['a host that ends as the app\'s', () => pages.origin(`evil-${APP_HOST}`)],
  ['a host with another character for the dot', () => pages.origin(APP_HOST.replace('.', '-'))],
  ['a host with another character for the dot of the second', () => pages.origin(SECOND_HOST.replace('.', '-'))],
  ['an address', () => pages.origin('127.0.0.1')],
  ['a sandbox on the app\'s host', () => pages.origin(APP_HOST) + SANDBOXED],
];

/** Pages of the apps themselves. */
const APPS: [string, () => string][] = APP_HOSTS.map((host) => [host, () => pages.origin(host)]);

const NOTE = '{"content":"Buy milk"}';

/** All requests with a token. */
const REQUESTS = ROUTES.map(({ method, path, body }): [method: string, path: string, body?: string] =>
  [method, path.replace('{userId}', 'me').replace('{id}', 'id'), body && NOTE]);

/** APIs, and the pages that each must refuse. */
const APIS: [string, () => NotesApiProps, [string, () => string][]][] = [
  ['for two origins', () => ({ corsOrigins: appOrigins() }), ELSEWHERE],
  ['for one origin', () => ({ corsOrigins: appOrigins().slice(0, 1) }), [...ELSEWHERE, APPS[1]]],
  ['without corsOrigins', () => ({}), APPS],
];

describe.each(APIS)('an API with a user pool, %s,', (_, props, refused) => {
  const api = started(startLocal, withUserPool(props));

  test.each(refused)('is not asked by a page of %s for what needs leave', async (__, url) => {
    const user = newUser();
    const page = await openSignedIn(api, url(), user);
    await Promise.all(REQUESTS.map(([method, path, body]) => expect(page.call(method, path, { body })).rejects.toThrow(REFUSED)));
    expect(wire.methods(api.url)).toEqual(REQUESTS.map(() => 'OPTIONS'));
    expect(await notesOf(api, user)).toEqual([]);
  });
});

describe.each(APIS)('an open API %s', (_, props, refused) => {
  const api = started(startLocal, open(() => ({ ...props(), operations: [NotesOperation.LIST] })));

  test.each(refused)('answers a page of %s what the browser keeps to itself', async (__, url) => {
    const page = await openPage(api, url());
    await expect(page.call('GET', '/notes/alice')).rejects.toThrow(REFUSED);
    expect(wire.with(api.url).map(({ request, response }) => [request.method, response.statusCode])).toEqual([['GET', 200]]);
  });
});

describe('API Gateway\'s own errors of an API for one origin', () => {
  describe.each([
    ['with a user pool', withUserPool, 401, 'unauthenticated'],
    ['with IAM', undefined, 403, 'missing-authentication-token'],
  ] as const)('%s', (_, authorize, status, code) => {
    const props = () => ({ corsOrigins: appOrigins().slice(0, 1), operations: [NotesOperation.LIST] });
    const api = started(startLocal, authorize ? authorize(props) : () => ({ authorization: NotesAuthorization.iam(), ...props() }));

    test('are for its pages', async () => {
      expectProblem(await (await openPage(api, pages.origin(APP_HOST))).call('GET', '/notes/me'), status, code);
    });

    test.each([...ELSEWHERE, APPS[1]])('are not for a page of %s', async (__, url) => {
      const page = await openPage(api, url());
      await expect(page.call('GET', '/notes/me')).rejects.toThrow(REFUSED);
      expect(wire.with(api.url).map(({ response }) => response.statusCode)).toEqual([status]);
    });
  });
});

/** The user's notes, requested outside of any browser. */
async function notesOf(api: Target, sub: string): Promise<string[]> {
  const answer = await call(api.url, 'GET', '/notes/me', { headers: { authorization: `Bearer ${await api.issueToken({ sub })}` } });
  return idsOn(answer);
}
