import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { expectProblem } from './expectations';
import { Notes } from './notes';
import { describeLocal, newUser, started, Target, targets } from './target';
import { Answer } from '../http';
import { NotesApi } from 'cdk-notes-api';

const SECRETS = {
  user: 'S3cretUser',
  id: 'S3cretNote',
  content: 'S3cretContent',
  title: 'S3cretTitle',
  key: 'S3cretKey',
  tag: 'S3cretTag',
  cursor: 'S3cretCursor',
};

const WHOLE = { content: SECRETS.content, title: SECRETS.title };

type Send = (notes: Notes, id: string) => Promise<Answer>;

/** A request for each operation, with a secret wherever one can be. */
const requests: [name: string, send: Send][] = [
  ['POST', (notes) => notes.post(WHOLE)],
  ['POST with a key', (notes) => notes.post(WHOLE, { 'idempotency-key': SECRETS.key })],
  ['GET', (notes, id) => notes.get(id, { 'if-none-match': `"${SECRETS.tag}"` })],
  ['GET of a list', (notes) => notes.list()],
  ['PUT', (notes, id) => notes.put(id, WHOLE, { 'if-match': `"${SECRETS.tag}"` })],
  ['PUT of a new note', (notes) => notes.put(`${SECRETS.id}-new`, WHOLE, { 'if-none-match': '*' })],
  ['PATCH', (notes, id) => notes.patch(id, WHOLE, { 'if-match': `"${SECRETS.tag}"` })],
  ['DELETE', (notes, id) => notes.delete(id, { 'if-match': `"${SECRETS.tag}"` })],
];

const refused: [name: string, send: Send][] = [
  ['no JSON', (notes) => notes.post(`{"content":"${SECRETS.content}"`, { 'content-type': 'text/plain' })],
  ['no JSON to API Gateway', (notes) => notes.post(`{"content":"${SECRETS.content}"`)],
  ['an invalid title', (notes) => notes.post({ content: SECRETS.content, title: `${SECRETS.title}\n` }, { 'content-type': 'text/plain' })],
  ['a note that is too large', (notes) => notes.post({ content: SECRETS.content.repeat(40_000) })],
  ['an invalid cursor', (notes) => notes.list({ cursor: SECRETS.cursor })],
  ['an invalid key', (notes) => notes.post(WHOLE, { 'idempotency-key': `${SECRETS.key} ${SECRETS.key}` })],
  ['an invalid precondition', (notes, id) => notes.put(id, WHOLE, { 'if-match': `"${SECRETS.tag}` })],
  ['a request too large for Lambda', (notes) => notes.post(SECRETS.content.repeat(600_000), { 'content-type': 'text/plain' })],
];

describeLocal.each(targets)('logs on %s', (_target, start) => {
  describe('of requests that are carried out or refused', () => {
    const api = started(start);

    test.each([...requests, ...refused])('hold nothing of %s', async (__, send) => {
      const id = `${SECRETS.id}-${newUser()}`;
      const notes = secretNotes(api);
      await notes.put(id, WHOLE, { 'if-none-match': '*' });
      expect((await send(notes, id)).status).not.toBe(500);
      expectNoSecrets(api.logs);
    });
  });

  describe('of requests that fail', () => {
    const api = started(start, undefined, withoutTable);

    test.each(requests)('tell once, in JSON, why and nothing else of %s', async (__, send) => {
      const before = api.logs.length;
      const answer = await send(secretNotes(api), SECRETS.id);
      expectProblem(answer, 500, 'internal');
      expect(Object.keys(answer.json).sort()).toEqual(['code', 'detail', 'requestId', 'status', 'title', 'type']);
      const logged = api.logs.slice(before);
      expect(logged).toHaveLength(1);
      expect(JSON.parse(logged[0])).toMatchObject({ level: 'ERROR' });
      expect(logged[0]).toContain('ResourceNotFoundException');
      expectNoSecrets(api.logs);
    });

    test('hold the id that the answer has', async () => {
      const { headers } = await secretNotes(api).list();
      expect(api.logs.at(-1)).toContain(headers['x-request-id']);
    });
  });
});

const secretNotes = (api: Target): Notes => new Notes(api, `${SECRETS.user}-${newUser()}`);

/** The functions request a table that does not exist, and that they may use. */
function withoutTable({ functions }: NotesApi): void {
  for (const lambdaFunction of Object.values(functions)) {
    lambdaFunction.addEnvironment('TABLE_NAME', 'no-such-table');
    lambdaFunction.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:*'], resources: ['*'] }));
  }
}

function expectNoSecrets(logs: readonly string[]): void {
  expect(Object.values(SECRETS).filter((secret) => logs.join('\n').includes(secret))).toEqual([]);
}
