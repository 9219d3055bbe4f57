import { expectProblem } from './expectations';
import { NoteDocument, Notes } from './notes';
import { describeLocal, sharedApi, targets } from './target';

describe.each(targets)('tags on %s', (target, start) => {
  const api = sharedApi(target, start);
  let notes: Notes;
  beforeEach(() => { notes = new Notes(api); });

  const tagged = (...tags: string[]): Promise<NoteDocument> => notes.create({ content: 'c', tags });

  test('come back in their order, in a list and in a summary too', async () => {
    const tags = ['b', 'a', 'ä€😀', ' '];
    const note = await tagged(...tags);
    expect(note.tags).toEqual(tags);
    const listed = async (view: string) => (await notes.list({ view })).json.notes[0].tags;
    expect([await listed('full'), await listed('summary')]).toEqual([tags, tags]);
  });

  test('are kept by a patch without them, replaced by one with them, and removed by null or a PUT without them', async () => {
    const { id } = await tagged('a', 'b');
    const tags = async (answer: Promise<{ json: any }>) => (await answer).json.tags;
    expect(await tags(notes.patch(id, { title: 't' }))).toEqual(['a', 'b']);
    expect(await tags(notes.patch(id, { tags: ['c'] }))).toEqual(['c']);
    expect(await tags(notes.patch(id, { tags: [] }))).toEqual([]);
    expect(await tags(notes.patch(id, { tags: null }))).toBeUndefined();
    expect(await tags(notes.put(id, { content: 'c', tags: ['d'] }))).toEqual(['d']);
    expect(await tags(notes.put(id, { content: 'c' }))).toBeUndefined();
  });

  describe('filter a list:', () => {
    test('only notes with the whole tag, whatever their other tags', async () => {
      const [work] = [await tagged('work'), await tagged('homework'), await tagged('Work'), await notes.create(), await tagged()];
      const both = await tagged('home', 'work');
      expect((await notes.list({ tag: 'work' })).json).toEqual({ notes: [both, work] });
      expect((await notes.list({ tag: 'none' })).json).toEqual({ notes: [] });
    });

    test.each(['ä€😀', '&limit=1', ' ', 'a+b'])('by "%s" page by page, as the Link says', async (tag) => {
      const found: NoteDocument[] = [];
      for (let at = 0; at < 3; at++) {
        found.unshift(await tagged(tag));
        await tagged('other');
      }
      const ids: string[] = [];
      let answer = await notes.list({ tag, limit: '1', view: 'summary' });
      for (let pages = 0; pages < 10; pages++) {
        ids.push(...answer.json.notes.map(({ id }: NoteDocument) => id));
        const link = /<(.*)>; rel="next"/.exec(answer.headers.link ?? '')?.[1];
        if (!link) {
          break;
        }
        answer = await api.follow(answer, link);
        expect(answer.status).toBe(200);
      }
      expect(ids).toEqual(found.map(({ id }) => id));
    });

    test('with cursors that are of no other list', async () => {
      await tagged('a');
      await tagged('a');
      const cursorOf = async (query: Record<string, string>) => (await notes.list({ limit: '1', ...query })).json.nextCursor;
      const cursor = await cursorOf({ tag: 'a' });
      expect((await notes.list({ tag: 'a', cursor })).status).toBe(200);
      expectProblem(await notes.list({ cursor }), 400, 'invalid-cursor');
      expectProblem(await notes.list({ tag: 'b', cursor }), 400, 'invalid-cursor');
      expectProblem(await notes.list({ tag: 'a', cursor: await cursorOf({}) }), 400, 'invalid-cursor');
    });

    test.each(['tag=', `tag=${'a'.repeat(129)}`, 'tag=a%0Ab', 'tag=a&tag=a'])('%s is a 400', async (query) => {
      expectProblem(await notes.list(query), 400, 'invalid-parameter', { errors: [{ parameter: 'tag', detail: expect.any(String) }] });
    });
  });
});

describeLocal.each(targets)('rows of other writers on %s', (target, start) => {
  const api = sharedApi(target, start);

  test('keep what they have under "tags", which is neither answered nor found', async () => {
    const notes = new Notes(api);
    const row = { PK: { S: notes.user }, SK: { S: 'theirs' }, noteContent: { S: 'c' }, tags: { SS: ['work'] } };
    await api.putItem(row);
    expect(await notes.read('theirs')).toEqual({ id: 'theirs', content: 'c', etag: '"0"' });
    expect((await notes.list({ tag: 'work' })).json.notes).toEqual([]);
    expect((await notes.patch('theirs', { tags: ['mine'] })).json.tags).toEqual(['mine']);
    expect(await api.getItem(notes.user, 'theirs')).toMatchObject({ tags: row.tags, noteTags: { L: [{ S: 'mine' }] } });
  });

  test.each<[string, object]>([['a text', { S: 'work' }], ['a set', { SS: ['work'] }], ['numbers', { L: [{ N: '1' }] }]])(
    'may have %s under "noteTags", which is no tag',
    async (_, noteTags) => {
      const notes = new Notes(api);
      await api.putItem({ PK: { S: notes.user }, SK: { S: 'theirs' }, noteContent: { S: 'c' }, noteTags: noteTags as never });
      expect(await notes.read('theirs')).not.toHaveProperty('tags');
      expect((await notes.list({ tag: 'work' })).json.notes).toEqual([]);
    },
  );
});
