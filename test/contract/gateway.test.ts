import { CfnStage } from 'aws-cdk-lib/aws-apigateway';
import { expectProblem, expectRefusal } from './expectations';
import { countByStatus, Notes } from './notes';
import { anyTarget, describeLocal, newUser, sharedApi, started, UNKNOWN_ROUTE } from './target';
import { OPERATIONS } from '../../src/contract/operations';
import { NotesApi, NotesAuthorization, NotesOperation } from 'cdk-notes-api';

const BURST = 3;

describe.each(anyTarget)('API Gateway on %s', (target, start) => {
  const api = sharedApi(target, start);

  describe(`answers ${UNKNOWN_ROUTE.join(' ')} to`, () => {
    test.each([
      ['GET', '/'],
      ['GET', '/notes'],
      ['POST', '/notes'],
      ['GET', '/other/alice'],
      ['GET', '/NOTES/alice/id'],
      ['GET', '/notes/alice/id/more'],
      ['POST', '/notes/alice/id'],
      ['PUT', '/notes/alice'],
      ['PATCH', '/notes/alice'],
      ['DELETE', '/notes/alice'],
      ['TRACE', '/notes/alice'],
      ['HEAD', '/notes'],
    ])('%s %s', async (method, path) => {
      expectProblem(await api.call(method, path), ...UNKNOWN_ROUTE);
    });
  });

  describe('answers 413 refused to a body of', () => {
    test.each([
      ['more than 10 MB', 10 * 1024 * 1024 + 1],
      ['7 MB, too large for Lambda', 7 * 1024 * 1024],
    ])('%s', async (__, size) => {
      const call = { body: Buffer.alloc(size, 'x'), headers: { 'content-type': 'text/plain' } };
      expectRefusal(await api.call('POST', `/notes/${newUser()}`, call), 413);
    });
  });

  test('tells every request apart by its id', async () => {
    const notes = new Notes(api);
    const answers = await Promise.all([
      notes.post({ content: 'c' }),
      notes.post('{'),
      notes.list(),
      notes.get('none'),
      api.call('GET', '/'),
    ]);
    expect(new Set(answers.map(({ headers }) => headers['x-request-id'])).size).toBe(answers.length);
  });
});

describeLocal.each(anyTarget)('API Gateway of a construct on %s', (_, start) => {
  describe('that offers one operation', () => {
    const api = started(start, { authorization: NotesAuthorization.none(), operations: [NotesOperation.GET] });

    const others = Object.values(NotesOperation).filter((operation) => operation !== NotesOperation.GET);

    test.each(others.flatMap((operation) => OPERATIONS[operation].routes).map(({ method, path }) => [
      method, path.replace('{userId}', 'alice').replace('{id}', 'id'),
    ]))('answers 404 no-such-route to %s %s', async (method, path) => {
      expectProblem(await api.call(method, path, { body: '{"content":"x"}' }), 404, 'no-such-route');
    });

    test('carries that operation out', async () => {
      expectProblem(await api.call('GET', '/notes/alice/id'), 404, 'note-not-found');
    });
  });

  describe('without props', () => {
    const api = started(start, {});

    test.each([
      ['POST', '/notes/alice'],
      ['GET', '/notes/alice'],
      ['HEAD', '/notes/alice'],
      ['GET', '/notes/alice/id'],
      ['HEAD', '/notes/alice/id'],
      ['PUT', '/notes/alice/id'],
      ['PATCH', '/notes/alice/id'],
      ['DELETE', '/notes/alice/id'],
      ['GET', '/unknown'],
    ])(
      'answers 403 missing-authentication-token to %s %s without a signature, whether there is such a route or not',
      async (method, path) => {
        expectProblem(await api.call(method, path, { body: '{"content":"x"}' }), 403, 'missing-authentication-token');
      },
    );
  });

  describe('with a throttled stage', () => {
    const api = started(start, undefined, throttle);

    test('answers 429 throttled, and when to try again, to what is more than the burst', async () => {
      const notes = new Notes(api);
      const answers = await Promise.all(Array.from({ length: BURST + 5 }, () => notes.get('none')));
      expect(countByStatus(answers)).toEqual({ 404: BURST, 429: 5 });
      const throttled = answers.find(({ status }) => status === 429)!;
      expectProblem(throttled, 429, 'throttled');
      expect(throttled.headers['retry-after']).toMatch(/^[1-9]\d*$/);
    });
  });
});

function throttle({ api }: NotesApi): void {
  const stage = api.deploymentStage.node.defaultChild as CfnStage;
  // Filled again only after minutes, when the test has ended.
  stage.methodSettings = [{ httpMethod: '*', resourcePath: '/*', throttlingBurstLimit: BURST, throttlingRateLimit: 0.001 }];
}
