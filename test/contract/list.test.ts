import { expectProblem } from './expectations';
import { idsOn, NoteDocument, Notes } from './notes';
import { sharedApi, targets } from './target';
import { Answer } from '../http';

const numbers = (count: number) => Array.from({ length: count }, (_, at) => `${at}`);

/** The target of a Link header. */
function nextLink({ headers: { link } }: Answer): string {
  expect(link).toMatch(/^<[^>]+>; rel="next"$/);
  return link.slice(1, link.indexOf('>'));
}

describe.each(targets)('GET /notes/{userId} on %s', (target, start) => {
  const api = sharedApi(target, start);
  let notes: Notes;
  beforeEach(() => { notes = new Notes(api); });

  describe('lists', () => {
    test('no notes of a user that nobody knows', async () => {
      const answer = await notes.list();
      expect({ status: answer.status, json: answer.json, link: answer.headers.link }).toEqual({
        status: 200,
        json: { notes: [] },
        link: undefined,
      });
    });

    test('notes as they are read one by one', async () => {
      const note = await notes.create({ content: 'Buy milk', title: 'Errands' });
      expect((await notes.list()).json).toEqual({ notes: [note] });
    });

    test('the notes of no other user', async () => {
      const other = new Notes(api, `${notes.user}0`);
      await other.create();
      const mine = await notes.create();
      expect(await notes.ids()).toEqual([mine.id]);
    });

    test.each([
      ['newest first', {}, ['3', '2', '1', '0']],
      ['newest first when asked to', { order: 'desc' }, ['3', '2', '1', '0']],
      ['oldest first when asked to', { order: 'asc' }, ['0', '1', '2', '3']],
    ])('%s', async (__, query, contents) => {
      await notes.createAll(numbers(4));
      expect((await notes.list(query)).json.notes.map(({ content }: NoteDocument) => content)).toEqual(contents);
    });

    test('imports by their date, whenever they were imported', async () => {
      const ids: Record<string, string> = {};
      for (const year of ['2011', '2031', '1970', '2009']) {
        const createdAt = year === '2031' ? new Date().toISOString() : `${year}-01-01T00:00:00Z`;
        ids[year] = (await notes.create({ content: year, createdAt })).id;
      }
      expect(await notes.ids()).toEqual([ids[2031], ids[2011], ids[2009], ids[1970]]);
    });

    test('a note where it was after it is changed', async () => {
      const [first, second] = await notes.createAll(['first', 'second']);
      await notes.put(first.id, { content: 'changed' });
      expect(await notes.ids()).toEqual([second.id, first.id]);
    });
  });

  describe('as a summary lists', () => {
    test('notes without their content', async () => {
      const { content, ...others } = await notes.create({ content: 'Buy milk', title: 'Errands' });
      expect((await notes.list({ view: 'summary' })).json).toEqual({ notes: [{ ...others, snippet: content }] });
    });

    test('notes as a whole when asked for a full view', async () => {
      const note = await notes.create();
      expect((await notes.list({ view: 'full' })).json).toEqual({ notes: [note] });
    });

    test.each([
      ['nothing of an empty content', '', ''],
      ['all of 200 characters', 'x'.repeat(200), 'x'.repeat(200)],
      ['200 of 201 characters', 'x'.repeat(201), 'x'.repeat(200)],
      ['no half of an emoji that the 200th character is in', `${'x'.repeat(199)}😀y`, 'x'.repeat(199)],
      ['an emoji that ends with the 200th character', `${'x'.repeat(198)}😀y`, `${'x'.repeat(198)}😀`],
      ['no more than 100 emoji', '😀'.repeat(150), '😀'.repeat(100)],
      ['200 characters of many bytes', '€'.repeat(300), '€'.repeat(200)],
      ['200 control characters', '\u0001'.repeat(300), '\u0001'.repeat(200)],
    ])('%s', async (__, content, snippet) => {
      await notes.create({ content });
      expect((await notes.list({ view: 'summary' })).json.notes[0].snippet).toBe(snippet);
    });
  });

  describe('ends a page', () => {
    const many = new Notes(api);
    const few = new Notes(api);
    let ids: string[];
    let fewIds: string[];
    const createAtOnce = async (notesOf: Notes, count: number) => {
      const answers = await Promise.all(numbers(count).map((content) => notesOf.post({ content })));
      return answers.map(({ json }) => json.noteId).sort().reverse();
    };
    beforeAll(async () => {
      ids = await createAtOnce(many, 103);
      fewIds = await createAtOnce(few, 7);
    });

    describe.each<[number, Notes, () => string[]]>([
      [1, few, () => fewIds], [2, few, () => fewIds], [50, many, () => ids], [100, many, () => ids],
    ])('at %i notes and comes to the last one', (limit, listed, idsOf) => {
      test.each([
        ['newest first', 'desc', 'full'],
        ['oldest first', 'asc', 'full'],
        ['as a summary, newest first', 'desc', 'summary'],
        ['as a summary, oldest first', 'asc', 'summary'],
      ] as const)('%s', async (__, order, view) => {
        const pages = await listed.pages({ limit: `${limit}`, order, view });
        expect(idsOn(...pages)).toEqual(order === 'asc' ? idsOf().toReversed() : idsOf());
        expect(pages.slice(0, -1).map(({ json }) => json.notes.length)).toEqual(Array(pages.length - 1).fill(limit));
        expect(pages.at(-1)).toMatchObject({ headers: expect.not.objectContaining({ link: expect.anything() }) });
      });
    });

    test('at 50 notes unless asked for others', async () => {
      expect((await many.list()).json.notes).toHaveLength(50);
    });

    test.each(['101', '1000', '100000000000000000000', '0100'])('at 100 notes when asked for %s', async (limit) => {
      expect((await many.list({ limit })).json.notes).toHaveLength(100);
    });

    test.each([['full', 'desc'], ['summary', 'asc']])('with a Link to the next one: view %s, order %s', async (view, order) => {
      const page = await many.list({ limit: '2', view, order });
      const next = await many.list({ limit: '2', view, order, cursor: page.json.nextCursor });
      expect((await api.follow(page, nextLink(page))).json).toEqual(next.json);
    });

    test('with a Link that leads to it, of a user id that needs escapes', async () => {
      const jürgen = new Notes(api, `J%C3%BCrgen%20%26%20co%3F${notes.user}`);
      const [first, second] = await jürgen.createAll(['first', 'second']);
      const page = await jürgen.list({ limit: '1' });
      expect([...idsOn(page), ...idsOn(await api.follow(page, nextLink(page)))]).toEqual([second.id, first.id]);
    });

    test('with a cursor that another limit and view may go on from', async () => {
      const { json: { nextCursor: cursor } } = await many.list({ limit: '2' });
      expect(idsOn(await many.list({ limit: '3', view: 'summary', cursor }))).toEqual(ids.slice(2, 5));
    });

    test('with a cursor that leads to the same page again', async () => {
      const { json: { nextCursor: cursor } } = await many.list({ limit: '2' });
      const query = { limit: '2', cursor };
      expect((await many.list(query)).text).toBe((await many.list(query)).text);
    });

    test.each([['desc'], ['asc']])('without a cursor when exactly as many notes are left, order %s', async (order) => {
      await notes.createAll(numbers(4));
      const pages = await notes.pages({ limit: '2', order });
      expect(pages.map(({ json }) => json.notes.length)).toEqual([2, 2]);
      expect((await notes.list({ limit: '4', order })).json).not.toHaveProperty('nextCursor');
    });
  });

  describe('neither skips nor repeats a note', () => {
    test.each([['desc'], ['asc']])('when the one that a page ended with is deleted, order %s', async (order) => {
      const ids = (await notes.createAll(numbers(5))).map(({ id }) => id);
      const expected = order === 'asc' ? ids : ids.toReversed();
      const page = await notes.list({ limit: '2', order });
      await notes.delete(idsOn(page)[1]);
      const rest = await notes.pages({ limit: '2', order, cursor: page.json.nextCursor });
      expect([...idsOn(page), ...idsOn(...rest)]).toEqual(expected);
    });

    test('when notes are created on the way', async () => {
      const ids = (await notes.createAll(numbers(4))).map(({ id }) => id).reverse();
      const page = await notes.list({ limit: '2' });
      await notes.createAll(['newer', 'newest']);
      const rest = await notes.pages({ limit: '1', cursor: page.json.nextCursor });
      expect([...idsOn(page), ...idsOn(...rest)]).toEqual(ids);
    });

    test('when notes are created on the way that come later, which it lists', async () => {
      const ids = (await notes.createAll(numbers(3))).map(({ id }) => id);
      const page = await notes.list({ limit: '2', order: 'asc' });
      const newer = await notes.create({ content: 'newer' });
      const rest = await notes.pages({ limit: '2', order: 'asc', cursor: page.json.nextCursor });
      expect([...idsOn(page), ...idsOn(...rest)]).toEqual([...ids, newer.id]);
    });

    test('when all that was left is deleted: the last page is empty', async () => {
      const [oldest] = await notes.createAll(numbers(2));
      const { json: { nextCursor: cursor } } = await notes.list({ limit: '1' });
      await notes.delete(oldest.id);
      expect((await notes.list({ limit: '1', cursor })).json).toEqual({ notes: [] });
    });
  });

  describe('answers 400 invalid-parameter to', () => {
    test.each([
      'limit=0',
      'limit=00',
      'limit=-1',
      'limit=1.5',
      'limit=1e1',
      'limit=abc',
      'limit=',
      'limit=0x10',
      'limit=%205',
      'limit=5%20',
      'limit=%2B5',
      'limit=+5',
      'limit=%D9%A5',
      'limit=5%00',
      'limit=Infinity',
      'order=',
      'order=DESC',
      'order=up',
      'order=desc%20',
      'order=constructor',
      'view=',
      'view=Full',
      'view=none',
      'view=__proto__',
      'limit=5&limit=5',
      'order=asc&order=asc',
      'view=full&view=full',
      'cursor=x&cursor=x',
      'limit=5&x=1&limit=6',
    ])('%s', async (query) => {
      const [parameter] = query.split('=');
      expectProblem(await notes.list(query), 400, 'invalid-parameter', { errors: [{ parameter, detail: expect.any(String) }] });
    });
  });

  test.each(['', 'x=1', 'x=1&x=2', 'Limit=0', 'limit%20=0', '__proto__=1', 'view=full&snippet=1', '&&', 'startKey=~'])(
    'ignores what it does not know: "%s"',
    async (query) => {
      const note = await notes.create();
      expect((await notes.list(query)).json).toEqual({ notes: [note] });
    },
  );
});
