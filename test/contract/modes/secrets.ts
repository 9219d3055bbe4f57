import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { Answer } from '../../http';
import { Step } from '../../lambda/fault-proxy';
import { FAILING, Mode, Served, servedIn } from '../modes';
import { expectUnlogged } from '../planted';

type Headers = Record<string, string>;
type Request = [name: string, method: string, path: string, headers?: Headers, body?: string];

/** A distinct secret in every place that can hold a user's text. */
const PLANTED = {
  user: 'S3cretUser-é',
  other: 'S3cretOther-é',
  id: 'S3cretNote',
  content: 'S3cretContent\n"é"',
  title: 'S3cretTitle-é',
  key: 'S3cretKey',
  tag: 'S3cretTag',
  cursor: 'S3cretCursor',
  query: 'S3cretQuery',
  credentials: 'S3cretCredentials',
};

const body = JSON.stringify({ content: PLANTED.content, title: PLANTED.title });
const note = `/NOTES/${PLANTED.id}?x=${PLANTED.query}`;
const tag = `"${PLANTED.tag}"`;

/** A request for each operation, and some that are refused because of their content. */
const REQUESTS: Request[] = [
  ['POST', 'POST', `/NOTES?x=${PLANTED.query}`, {}, body],
  ['POST with a key', 'POST', '/NOTES', { 'idempotency-key': PLANTED.key }, body],
  ['GET', 'GET', note, { 'if-none-match': tag }],
  ['GET of a list', 'GET', `/NOTES?x=${PLANTED.query}`],
  ['PUT', 'PUT', note, { 'if-match': tag }, body],
  ['PUT of a new note', 'PUT', note, { 'if-none-match': '*' }, body],
  ['PATCH', 'PATCH', note, { 'if-match': tag }, body],
  ['DELETE', 'DELETE', note, { 'if-match': tag }],
];
const REFUSED: Request[] = [
  ['POST of no JSON', 'POST', '/NOTES', { 'content-type': 'text/plain' }, `{"content":"${PLANTED.content}`],
  ['POST of no JSON to API Gateway', 'POST', '/NOTES', {}, `{"content":"${PLANTED.content}`],
  [
    'POST of an invalid title',
    'POST',
    '/NOTES',
    { 'content-type': 'text/plain' },
    JSON.stringify({ content: PLANTED.content, title: `${PLANTED.title}\n` }),
  ],
  ['POST with an invalid key', 'POST', '/NOTES', { 'idempotency-key': `${PLANTED.key} ${PLANTED.key}` }, body],
  ['GET of a list with an invalid cursor', 'GET', `/NOTES?cursor=${PLANTED.cursor}`],
  ['GET of a list with an invalid parameter', 'GET', `/NOTES?order=${PLANTED.query}`],
  ['PUT with an invalid precondition', 'PUT', note, { 'if-match': `"${PLANTED.tag}` }, body],
  ['no route', 'GET', `/${PLANTED.query}/NOTES`],
];

/** The answers of DynamoDB, and the resulting status of a request. */
const FAULTS: [step: Step, status: number, code: string][] = [
  ['serverError', 503, 'temporarily-unavailable'],
  ['garbage', 503, 'temporarily-unavailable'],
  ['reset', 503, 'temporarily-unavailable'],
  ['denied', 500, 'internal'],
];

/** One mode for each header of credentials: failures behind the authorizer do not depend on how the caller is identified. */
const HEADERS = ['Cognito', 'a REQUEST authorizer'];

/** Sends a request about this user's notes as the planted one. */
async function send({ api, as }: Served, [, method, path, headers, text]: Request, user: string, credentials?: Headers): Promise<Answer> {
  const sent = credentials ?? await as(PLANTED.user);
  return api.call(method, path.replace('/NOTES', `/notes/${encodeURIComponent(user)}`), { headers: { ...headers, ...sent }, body: text });
}

async function expectNoneLogged({ api, credentials }: Served): Promise<void> {
  const tokens = await credentials();
  // The parts of a token, too: no log may contain any of them.
  expectUnlogged(api.logs, [
    ...Object.values(PLANTED),
    ...tokens,
    ...tokens.flatMap((token) => token.split(/[ .]/)).filter((part) => part.length > 20),
  ]);
}

/** No text that a user sends is logged. */
export function secrets(name: string, mode: Mode, served: Served): void {
  describe('by an API that works', () => {
    test.each([...REQUESTS, ...REFUSED])('of %s', async (...request) => {
      await send(served, ['', 'PUT', note, { 'if-none-match': '*' }, body], PLANTED.user);
      for (const user of [PLANTED.user, 'me']) {
        expect((await send(served, request, user)).status).toBeLessThan(500);
      }
      expect((await send(served, request, PLANTED.other)).status).toBeLessThan(500);
      const [credentials] = Object.values(await served.as(PLANTED.user));
      const tampered = await send(served, request, PLANTED.user, { [mode.header]: `${credentials}${PLANTED.credentials}` });
      expect(tampered.status).toBeGreaterThanOrEqual(400);
      await expectNoneLogged(served);
    });

    describe.each(HEADERS.includes(name) ? FAULTS : FAULTS.slice(0, 1))('when DynamoDB answers %s, which is %d %s', (step, status, code) => {
      test.each(REQUESTS)('of %s', async (...request) => {
        served.proxy.script = [step];
        const before = served.api.logs.length;
        expect(await send(served, request, PLANTED.user)).toMatchObject({ status, json: { code } });
        expect(served.api.logs.slice(before).join()).toContain(code);
        await expectNoneLogged(served);
      });
    });

    test('when the authorizer fails', async () => {
      const { status } = await send(served, REQUESTS[0], PLANTED.user, { [mode.header]: `${FAILING} ${PLANTED.credentials}` });
      // The authorizer of a user pool does not fail on unknown credentials.
      expect(status).toBe(name.startsWith('Cognito') ? 401 : 500);
      await expectNoneLogged(served);
    });
  });

  if (HEADERS.includes(name)) {
    describe('by an API whose functions fail', () => {
      const failing = servedIn(mode, ({ functions }) => Object.values(functions)
        .forEach((each) => { (each.node.defaultChild as CfnFunction).handler = 'index.nothing'; }));

      test.each(REQUESTS)('of %s', async (...request) => {
        const before = failing.api.logs.length;
        // API Gateway's 502, which a gateway response makes the contract's 500.
        expect(await send(failing, request, PLANTED.user)).toMatchObject({ status: 500, json: { code: 'internal' } });
        expect(failing.api.logs.length).toBeGreaterThan(before);
        await expectNoneLogged(failing);
      });
    });
  }
}
