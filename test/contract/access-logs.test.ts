import { MODES, Served, servedIn } from './modes';
import { expectUnlogged } from './planted';
import { describeLocal } from './target';

/** A distinct secret in every place that can hold a user's text. */
const PLANTED = {
  user: 'S3cretUser-é',
  id: 'S3cretNote',
  content: 'S3cretContent\n"é"',
  title: 'S3cretTitle-é',
  key: 'S3cretKey',
  tag: 'S3cretTag',
  query: 'S3cretQuery',
  agent: 'S3cretAgent',
  credentials: 'S3cretCredentials',
};

const note = `/notes/${encodeURIComponent(PLANTED.user)}/${PLANTED.id}`;
const list = note.replace(`/${PLANTED.id}`, '');
const body = JSON.stringify({ content: PLANTED.content, title: PLANTED.title });

/** A request, and what its line has. */
const REQUESTS: [method: string, path: string, headers: Record<string, string>, sent: string | undefined, line: object][] = [
  ['PUT', `${note}?x=${PLANTED.query}`, { 'if-none-match': '*' }, body, { status: '201', resourcePath: '/notes/{userId}/{id}' }],
  ['GET', note, { 'if-none-match': `"${PLANTED.tag}"` }, undefined, { status: '200', resourcePath: '/notes/{userId}/{id}' }],
  ['GET', `${list}?cursor=${PLANTED.query}`, {}, undefined, { status: '400', resourcePath: '/notes/{userId}' }],
  ['POST', list, { 'idempotency-key': `${PLANTED.key} ${PLANTED.key}` }, body, { status: '400', resourcePath: '/notes/{userId}' }],
  ['POST', list, {}, `{"content":"${PLANTED.content}`, { status: '400', errorResponseType: 'BAD_REQUEST_BODY', integrationLatency: '-' }],
  ['DELETE', note, { 'if-match': `"${PLANTED.tag}"` }, undefined, { status: '412', integrationStatus: '200' }],
  ['GET', note.replace(encodeURIComponent(PLANTED.user), 'somebody-else'), {}, undefined, { status: '403', errorResponseType: '-' }],
  ['GET', `/${PLANTED.query}${note}`, {}, undefined, { errorResponseType: 'MISSING_AUTHENTICATION_TOKEN', resourcePath: '-' }],
];

const FIELDS = [
  'errorResponseType', 'extendedRequestId', 'httpMethod', 'integrationLatency', 'integrationStatus', 'protocol', 'requestId', 'requestTime',
  'resourcePath', 'responseLatency', 'responseLength', 'status',
];

async function expectNoneLogged({ api, credentials }: Served): Promise<void> {
  const tokens = await credentials();
  expectUnlogged(api.logs, [
    ...Object.values(PLANTED),
    '127.0.0.1',
    ...tokens,
    ...tokens.flatMap((token) => token.split(/[ .]/)).filter((part) => part.length > 20),
  ]);
}

describeLocal.each(Object.entries(MODES))('the access log with %s', (_, { props, ...mode }) => {
  const served = servedIn({ ...mode, props: (stack) => ({ ...props(stack), accessLogs: true }) });

  test.each(REQUESTS)('has one line of %s %s, of which nothing is the user\'s', async (method, path, headers, sent, line) => {
    const before = served.api.logs.length;
    const answer = await served.api.call(method, path, {
      headers: { 'user-agent': PLANTED.agent, ...headers, ...(await served.as(PLANTED.user)) },
      body: sent,
    });
    const lines = served.api.logs.slice(before).map((logged) => JSON.parse(logged));
    expect(lines).toEqual([
      expect.objectContaining({
        httpMethod: method,
        status: String(answer.status),
        requestId: answer.headers['x-amzn-requestid'],
        ...line,
      }),
    ]);
    expect(Object.keys(lines[0]).sort()).toEqual(FIELDS);
    await expectNoneLogged(served);
  });

  test('has one line of who is not let in, of which nothing is theirs', async () => {
    const before = served.api.logs.length;
    const [credentials] = Object.values(await served.as(PLANTED.user));
    const headers = { [mode.header]: `${credentials}${PLANTED.credentials}` };
    const { status } = await served.api.call('GET', note, { headers });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(served.api.logs.slice(before)).toEqual(expect.arrayContaining([expect.stringContaining(`"status":"${status}"`)]));
    await expectNoneLogged(served);
  });
});
