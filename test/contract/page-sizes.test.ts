import { Duration } from 'aws-cdk-lib';
import { idsOn, Notes } from './notes';
import { anyTarget, started, targets } from './target';
import { Answer } from '../http';
import { NotesAuthorization } from 'cdk-notes-api';

const LAMBDA_LIMIT = 6 * 1024 * 1024;

/** Lambda limits the answer of a function, in which the body is a text in JSON. */
const sizeForLambda = ({ text }: Answer): number => Buffer.byteLength(JSON.stringify({ body: text }));

/** The answers must not depend on the load of the machine. */
const PATIENT = { connectTimeout: Duration.seconds(5), requestTimeout: Duration.seconds(8), allAttempts: Duration.seconds(20) };

const CONTENTS: [name: string, content: string, count: number][] = [
  ['as large as a note may be', 'x'.repeat(390_000), 5],
  ['of 100 KB that JSON writes six times as long', '\u0001'.repeat(100 * 1024), 22],
  ['of 100 KB that JSON writes twice as long', '"'.repeat(100 * 1024), 22],
  ['of 150 KB in many bytes a character', '€'.repeat(50 * 1024), 24],
];

/** The length of a content in JSON depends only on the function, so the other engines get only one content. */
const contentsOn = (name: string) => CONTENTS.slice(0, name === anyTarget[0][0] ? CONTENTS.length : 1);

describe.each(targets)('the pages of a list on %s', (name, start) => {
  const api = started(start, {
    authorization: NotesAuthorization.none(),
    timeBudget: PATIENT,
    functionOptions: { timeout: Duration.seconds(25) },
  });

  describe.each(contentsOn(name))('of notes %s', (_, content, count) => {
    const notes = new Notes(api);
    let ids: string[];
    beforeAll(async () => {
      ids = [];
      for (let at = 0; at < count; at++) {
        ids.unshift((await notes.post({ content })).json.noteId);
      }
    });

    test.each([['desc'], ['asc']])('hold every note once and stay under the limit of Lambda, order %s', async (order) => {
      const pages = await notes.pages({ limit: '100', order });
      expect(idsOn(...pages)).toEqual(order === 'asc' ? ids.toReversed() : ids);
      expect(pages.length).toBeGreaterThan(1);
      expect(Math.max(...pages.map(sizeForLambda))).toBeLessThan(LAMBDA_LIMIT);
    });

    test('hold the contents as they are', async () => {
      const { json } = await notes.list();
      expect(json.notes.filter((note: { content: string }) => note.content !== content)).toEqual([]);
    });

    test('hold a beginning of each note in a summary', async () => {
      const pages = await notes.pages({ limit: '100', view: 'summary' });
      expect(idsOn(...pages)).toEqual(ids);
      expect(Math.max(...pages.map(({ bytes }) => bytes.length))).toBeLessThan(100_000);
    });
  });

  test('end before what JSON makes too long, even where DynamoDB gives more', async () => {
    const notes = new Notes(api);
    const answers = await Promise.all(Array.from({ length: 9 }, () => notes.post({ content: '\u0001'.repeat(100 * 1024) })));
    const ids = answers.map(({ json }) => json.noteId).sort().reverse();
    const page = await notes.list();
    expect(idsOn(page)).toEqual(ids.slice(0, idsOn(page).length));
    expect(sizeForLambda(page)).toBeGreaterThan(LAMBDA_LIMIT / 2);
    expect(page.json.nextCursor).toEqual(expect.any(String));
  });
});
