import { OPERATIONS } from '../../../src/contract/operations';
import { NOTES_PATH } from '../../../src/contract/paths';
import { expectProblem } from '../expectations';
import { Mode, Served } from '../modes';
import { CALLER, OTHERS } from '../other-users';
import { expectUnlogged } from '../planted';

type Headers = Record<string, string>;

const routes = Object.values(OPERATIONS).flatMap((operation) => operation.routes);

const WITH_BODY = ['POST', 'PUT', 'PATCH'];

const CONTENT = 'S3cretContent';

/** In this mode every route is tried for every user, in the others one route: all routes check the path first, in the same way. */
const EVERY_ROUTE = 'Cognito';

/** A request for the notes of another user is refused before any request to DynamoDB. */
export function ownership(name: string, mode: Mode, served: Served): void {
  const { as, proxy } = served;

  async function ask(method: string, path: string, userId: string, headers: Headers) {
    const body = WITH_BODY.includes(method) ? JSON.stringify({ content: CONTENT }) : undefined;
    return served.api.call(method, path.replace('{userId}', userId).replace('{id}', 'note'), { headers, body });
  }

  describe.each(routes)('$method $path', ({ method, path }) => {
    const isWhole = name === EVERY_ROUTE || (method === 'GET' && path !== NOTES_PATH);

    test.each(isWhole ? OTHERS : OTHERS.slice(0, 3))('of %s is 403, and nothing is asked of DynamoDB', async (userId) => {
      expectProblem(await ask(method, path, userId, await as(CALLER)), 403, 'forbidden');
      expect(proxy.attempts).toEqual([]);
    });

    test('of another user is the same 403 whether or not there is one', async () => {
      expect((await ask('POST', NOTES_PATH, 'bob', await as('bob'))).status).toBe(200);
      const [known, unknown] = await Promise.all(
        ['bob', 'nobody-of-that-name'].map(async (userId) => ask(method, path, userId, await as(CALLER))),
      );
      const [ofKnown, ofUnknown] = [known, unknown].map(({ headers, text }) => text.replaceAll(headers['x-request-id'], ''));
      expect(ofKnown).toBe(ofUnknown);
      expectProblem(known, 403, 'forbidden');
    });

    test.each<[string, Headers]>([
      ['no header', {}], ['an empty header', { [mode.header]: '' }],
    ])('is 401 with %s, and nothing is asked of DynamoDB', async (__, headers) => {
      const answer = await ask(method, path, encodeURIComponent(CALLER), headers);
      expectProblem(answer, 401, 'unauthenticated');
      expect(answer.headers['www-authenticate']).toBe(mode.challenge);
      expect(proxy.attempts).toEqual([]);
    });

    test.each(mode.nobody)('is 401 for a caller of whom %j is told, and nothing is asked of DynamoDB', async (told) => {
      for (const userId of isWhole ? ['nobody', 'anybody', 'bob', 'me', 'undefined', 'null', '%20'] : ['bob', 'me']) {
        expectProblem(await ask(method, path, userId, await as(told)), 401, 'unauthenticated');
      }
      expect(proxy.attempts).toEqual([]);
    });

    test.each(['Alice-%C3%A9', '%41lice-%c3%a9', '%41%6c%69%63%65%2d%C3%A9', 'me', '%6de', '%6D%65'])(
      "of %s is the caller's own",
      async (userId) => {
        const { status } = await ask(method, path, userId, await as(CALLER));
        expect(status).toBe(path === NOTES_PATH ? 200 : 404);
        expect(proxy.attempts).toHaveLength(1);
        expect(JSON.stringify(proxy.lastInput)).toContain(`"S":"${CALLER}"`);
      },
    );
  });

  test.each(['me', '%6de', encodeURIComponent(CALLER)])('a note that is made as one of %s is where its Location says', async (userId) => {
    const headers = await as(CALLER);
    const created = await ask('POST', NOTES_PATH, userId, headers);
    const { pathname } = new URL(created.headers.location, created.url);
    expect((await served.api.call('GET', pathname.slice(new URL(served.api.url).pathname.replace(/\/$/, '').length), { headers })).json)
      .toMatchObject({ id: created.json.noteId, content: CONTENT });
  });

  test('of all this no token, content or user id is logged', async () => {
    expectUnlogged(served.api.logs, [CALLER, CONTENT, ...await served.credentials()]);
  });
}
