import { caller, load, proxy, Sent, table, user } from './operations';
import { ENVIRONMENT } from '../../../src/contract/environment';
import { SourceFunctions } from '../source-functions';

describe('when DynamoDB fails', () => {
  let functions: SourceFunctions;
  // Anew for each test, because failures use up the quota of retries.
  beforeEach(() => { functions = load({ [ENVIRONMENT.timeBudget]: '{"firstBackOff":1}' }); });
  afterEach(() => {
    proxy.script = ['pass'];
    jest.restoreAllMocks();
  });
  const call = caller(() => functions);
  const keyed = { 'Idempotency-Key': 'key' };
  const BODY = { content: 'Buy bread' };

  const WRITES: [string, string, Sent, string][] = [
    ['POST', 'POST', { body: BODY }, ': the note may or may not have been created.'],
    ['POST with a key', 'POST', { body: BODY, headers: keyed },
      ': the note may or may not have been created; to create it once, send the same request with the same key again.'],
    ['PUT', 'PUT', { id: 'note', body: BODY }, ': the note may or may not have been changed.'],
    ['PUT of a new note', 'PUT', { id: 'new', body: BODY, headers: { 'If-None-Match': '*' } }, ': the note may or may not have been changed.'],
    ['PATCH', 'PATCH', { id: 'note', body: BODY }, ': the note may or may not have been changed.'],
    ['DELETE', 'DELETE', { id: 'note' }, ': the note may or may not have been deleted.'],
  ];
  const READS: [string, string, Sent, string][] = [
    ['GET', 'GET', { id: 'note' }, '; try again later.'],
    ['GET of a list', 'GET', {}, '; try again later.'],
  ];

  test.each([...WRITES, ...READS])('answers %s with 503, says what may have happened, and logs why', async (_, method, sent, end) => {
    const log = jest.spyOn(console, 'error').mockImplementation(() => {});
    proxy.script = ['serverError'];
    const { status, headers, json } = await call(method, sent);
    expect([status, headers['Retry-After'], json.code]).toEqual([503, '1', 'temporarily-unavailable']);
    expect(json.detail).toBe(`The notes are temporarily unavailable${end}`);
    expect(log.mock.calls).toMatchObject([[{ cause: { name: 'InternalServerError', status: 500, attempts: 4 } }]]);
  });

  test.each([...WRITES, ...READS])('carries out %s after a fault', async (_, method, sent) => {
    for (const fault of ['serverError', 'throttled', 'empty'] as const) {
      await table.delete(user, 'new');
      await table.delete(user, '~idempotency-key#key');
      await table.put({ PK: { S: user }, SK: { S: 'note' }, noteContent: { S: 'Buy milk' } });
      proxy.script = [fault, 'pass'];
      expect((await call(method, sent)).status).toBeLessThan(300);
    }
  });

  test.each(WRITES)('carries out %s once when the answer is lost', async (_, method, sent) => {
    await table.put({ PK: { S: user }, SK: { S: 'note' }, noteContent: { S: 'Buy milk' } });
    proxy.script = ['lost', 'pass'];
    const { status, json } = await call(method, sent);
    expect(status).toBeLessThan(300);
    const rows = (await table.rows(user)).filter(({ SK }) => !SK.S!.startsWith('~'));
    expect(rows).toHaveLength(method === 'DELETE' ? 0 : method === 'POST' || sent.id === 'new' ? 2 : 1);
    if (method !== 'DELETE') {
      expect(rows).toContainEqual(expect.objectContaining({
        SK: { S: sent.id ?? json.noteId }, noteContent: { S: 'Buy bread' }, rev: { S: json.etag.slice(1, -1) },
      }));
    }
  });

  test.each<[string, 'transactionConflict' | 'unknownOperation', number, string]>([
    ['while its key is in use', 'transactionConflict', 409, 'idempotency-in-progress'],
    ['without transactions', 'unknownOperation', 501, 'idempotency-unsupported'],
  ])('answers a create with a key %s as documented', async (_, step, status, code) => {
    jest.spyOn(console, 'error').mockImplementation(() => {});
    proxy.script = [step];
    expect(await call('POST', { body: BODY, headers: keyed })).toMatchObject({ status, json: { code } });
  });

  test('answers what DynamoDB refuses with 500, and logs its error', async () => {
    const log = jest.spyOn(console, 'error').mockImplementation(() => {});
    proxy.script = ['denied'];
    for (const [, method, sent] of [...WRITES, ...READS]) {
      expect(await call(method, sent)).toMatchObject({ status: 500, json: { code: 'internal' } });
    }
    for (const [logged] of log.mock.calls) {
      expect(logged).toMatchObject({ code: 'internal', cause: { name: 'AccessDeniedException', status: 400, attempts: 1 } });
    }
  });
});
