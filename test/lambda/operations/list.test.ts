import { creator, operations } from './operations';

describe('an open API', () => {
  const call = operations();
  const newNote = creator(call);

  test('lists notes by pages, the latest first, each with a link to the next', async () => {
    const ids: string[] = [];
    for (let day = 1; day <= 5; day++) {
      ids.unshift(await newNote({ content: `Day ${day}`, createdAt: `2020-01-0${day}T00:00:00Z` }));
    }
    const first = await call('GET', { query: { limit: '2' } });
    const { notes, nextCursor } = first.json;
    expect([first.status, notes.map(({ id }: { id: string }) => id)]).toEqual([200, ids.slice(0, 2)]);
    expect(first.headers.Link).toBe(`<?limit=2&order=desc&view=full&cursor=${nextCursor}>; rel="next"`);
    const second = await call('GET', { query: { limit: '3', cursor: nextCursor } });
    expect(second.json).toEqual({ notes: ids.slice(2).map((id) => expect.objectContaining({ id })) });
    expect([second.status, second.headers]).toEqual([200, expect.not.objectContaining({ Link: expect.anything() })]);
    const oldest = await call('GET', { query: { limit: '1', order: 'asc', view: 'summary' } });
    expect(oldest.json.notes).toEqual([expect.objectContaining({ id: ids[4], snippet: 'Day 1' })]);
  });

  test('lists the notes of the user only', async () => {
    await newNote();
    expect((await call('GET', { user: 'nobody' })).json).toEqual({ notes: [] });
  });

  test('leaves what no response has room for to the next page', async () => {
    // Escaped twice it is seven times as long.
    const ids = [await newNote({ content: '\0'.repeat(390_000) }), await newNote({ content: '\0'.repeat(390_000) }), await newNote()];
    const pages: string[][] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const { json } = await call('GET', { query: { order: 'asc', ...cursor !== undefined && { cursor } } });
      pages.push(json.notes.map(({ id }: { id: string }) => id));
      cursor = json.nextCursor;
    }
    expect(pages).toEqual([[ids[0]], [ids[1], ids[2]]]);
  });
});
