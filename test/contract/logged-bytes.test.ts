import { Notes } from './notes';
import { describeLocal, started, targets } from './target';
import { LOGGED_BYTES } from '../../bench/cost/logged-bytes';
import { Answer } from '../http';
import { NotesApi } from 'cdk-notes-api';

const NOTE = { content: 'Buy milk' };

const requests: [name: string, send: (notes: Notes) => Promise<Answer>][] = [
  ['POST', (notes) => notes.post(NOTE)],
  ['GET', (notes) => notes.get('note')],
  ['GET of a list', (notes) => notes.list()],
  ['PUT', (notes) => notes.put('note', NOTE)],
  ['PATCH', (notes) => notes.patch('note', NOTE)],
  ['DELETE', (notes) => notes.delete('note')],
];

describeLocal.each(targets)('a request that fails on %s', (_, start) => {
  const api = started(start, undefined, withoutTable);

  test.each(requests)('logs about the bytes that docs/costs.md counts with: %s', async (__, send) => {
    const before = api.logs.length;
    expect((await send(new Notes(api))).status).toBe(500);
    const logged = api.logs.slice(before);
    expect(logged).toHaveLength(1);
    expect(Buffer.byteLength(logged[0])).toBeGreaterThan(LOGGED_BYTES.failure / 2);
    expect(Buffer.byteLength(logged[0])).toBeLessThanOrEqual(LOGGED_BYTES.failure);
  });
});

/** The functions request a table that they may not use. */
function withoutTable({ functions }: NotesApi): void {
  for (const lambdaFunction of Object.values(functions)) {
    lambdaFunction.addEnvironment('TABLE_NAME', 'no-such-table');
  }
}
