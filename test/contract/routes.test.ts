import { expectCommonHeaders, expectProblem } from './expectations';
import { describeLocal, newUser, Target, targets } from './target';
import { NotesAuthorization, NotesOperation } from 'cdk-notes-api';

describe.each(targets)('routes on %s', (_, start) => {
  let api: Target;
  beforeAll(async () => { api = await start(); });
  afterAll(async () => { await api.stop(); });

  test.each([
    ['GET', '/'],
    ['GET', '/notes'],
    ['POST', '/notes'],
    ['GET', '/other/alice'],
    ['POST', '/notes/alice/id'],
    ['GET', '/notes/alice/id/more'],
    ['TRACE', '/notes/alice'],
    ['GET', '/NOTES/alice/id'],
  ])('%s %s is 404 no-such-route', async (method, path) => {
    const answer = await api.call(method, path);
    expectProblem(answer, 404, 'no-such-route');
    expectCommonHeaders(answer);
  });

  test('a request of more than 10 MB is 413 request-too-large', async () => {
    expectProblem(await api.call('POST', `/notes/${newUser()}`, { body: Buffer.alloc(10 * 1024 * 1024 + 1, 'x') }), 413, 'request-too-large');
  });

  test('a request of 7 MB, too large for Lambda, is 413 request-too-large', async () => {
    expectProblem(await api.call('POST', `/notes/${newUser()}`, { body: Buffer.alloc(7 * 1024 * 1024, 'x') }), 413, 'request-too-large');
  });
});

describeLocal.each(targets)('other props on %s', (_, start) => {
  test('an operation that is not offered is 404 no-such-route', async () => {
    const api = await start({ authorization: NotesAuthorization.none(), operations: [NotesOperation.GET] });
    try {
      expectProblem(await api.call('POST', '/notes/alice', { body: '{"content":"x"}' }), 404, 'no-such-route');
      expectProblem(await api.call('GET', '/notes/alice/id'), 404, 'note-not-found');
    } finally {
      await api.stop();
    }
  });

  test('by default an unsigned request gets nowhere: 403 missing-authentication-token, as an unknown route does', async () => {
    const api = await start({});
    try {
      for (const [method, path] of [['POST', '/notes/alice'], ['GET', '/notes/alice/id'], ['GET', '/unknown']]) {
        expectProblem(await api.call(method, path, { body: '{"content":"x"}' }), 403, 'missing-authentication-token');
      }
    } finally {
      await api.stop();
    }
  });
});

describeLocal.each(targets)('logs on %s', (_, start) => {
  test('no content, title, user id or note id is logged, whatever is asked', async () => {
    const api = await start();
    const secrets = ['S3cretContent', 'S3cretTitle', 'S3cretUser', 'S3cretNote'];
    try {
      await api.call('POST', '/notes/S3cretUser', { body: '{"content":"S3cretContent","title":"S3cretTitle"}' });
      await api.call('POST', '/notes/S3cretUser', { body: '{"content":"S3cretContent"' });
      await api.call('POST', '/notes/S3cretUser', { body: '{"content":5,"title":"S3cretTitle\\n"}' });
      await api.call('GET', '/notes/S3cretUser/S3cretNote');
    } finally {
      await api.stop();
    }
    expect(secrets.filter((secret) => api.logs.join('\n').includes(secret))).toEqual([]);
  });
});
