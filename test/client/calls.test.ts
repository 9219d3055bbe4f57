import { startedForClients } from './api';
import { failing } from './failing';
import { ConflictError, Note, NotesClient, ProblemError } from '../../client/index';

const started = startedForClients();
let notes: NotesClient;
beforeEach(() => { notes = started.newClient(); });

const collected = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const all: Item[] = [];
  for await (const item of items) {
    all.push(item);
  }
  return all;
};

test('a created note is the note that is read', async () => {
  const created = await notes.create({ content: 'Buy milk', title: 'Errands', tags: ['shopping'] });
  expect(created).toMatchObject({ content: 'Buy milk', title: 'Errands', tags: ['shopping'] });
  expect(await notes.get(created.id)).toEqual(created);
});

test('a note without title and tags has no members for them', async () => {
  const created = await notes.create({ content: '' });
  expect(Object.keys(created).sort()).toEqual(['content', 'createdAt', 'etag', 'id', 'updatedAt']);
  expect(await notes.get(created.id)).toEqual(created);
});

test('two creates make two notes, and with the same key they make one', async () => {
  const [one, two] = [await notes.create({ content: 'a' }), await notes.create({ content: 'a' })];
  expect(one.id).not.toBe(two.id);
  const [first, again] = [await notes.create({ content: 'b' }, { idempotencyKey: 'b' }), await notes.create({ content: 'b' }, { idempotencyKey: 'b' })];
  expect(again).toEqual(first);
  const { code } = await failing(ProblemError, notes.create({ content: 'c' }, { idempotencyKey: 'b' }));
  expect(code).toBe('idempotency-key-reused');
});

test('a key is random, and has 128 bits', async () => {
  await notes.create({ content: 'a' });
  await notes.create({ content: 'a' });
  const keys = started.network.sent.map(({ headers }) => headers['idempotency-key']);
  expect(keys).toEqual([expect.stringMatching(/^[\da-f]{32}$/), expect.stringMatching(/^[\da-f]{32}$/)]);
  expect(keys[0]).not.toBe(keys[1]);
});

test('an update changes the given fields, and a replacement removes the others', async () => {
  const created = await notes.create({ content: 'Buy milk', title: 'Errands', tags: ['shopping'] });
  const updated = await notes.update(created, { tags: null, content: 'Buy tea' });
  expect(updated).toEqual({ ...created, content: 'Buy tea', tags: undefined, etag: updated.etag, updatedAt: updated.updatedAt });
  const replaced = await notes.replace(updated, { content: 'new' });
  expect(replaced).toMatchObject({ content: 'new', createdAt: created.createdAt });
  expect(replaced).not.toHaveProperty('title');
  expect(await notes.get(created.id)).toEqual(replaced);
});

describe('a list', () => {
  let created: Note[];
  beforeEach(async () => {
    created = [];
    for (const content of ['a', 'b', 'c', 'd', 'e']) {
      created.push(await notes.create({ content, tags: [content < 'c' ? 'early' : 'late'] }));
    }
    started.network.meet();
  });

  test('has the notes of all pages', async () => {
    expect(await collected(notes.list({ limit: 2, order: 'asc' }))).toEqual(created);
    expect(started.network.sent).toHaveLength(3);
    expect(await collected(notes.list())).toEqual(created.toReversed());
  });

  test('reads no page before it is needed', async () => {
    for await (const { content } of notes.list({ limit: 2 })) {
      expect(content).toBe('e');
      break;
    }
    expect(started.network.sent).toHaveLength(1);
  });

  test('is read page by page', async () => {
    const first = await notes.page({ limit: 4, order: 'asc' });
    expect(first.notes).toEqual(created.slice(0, 4));
    const second = await notes.page({ limit: 4, order: 'asc', cursor: first.nextCursor });
    expect(second).toEqual({ notes: created.slice(4) });
  });

  test('can have summaries, and only the notes with a tag', async () => {
    const summaries = await collected(notes.list({ view: 'summary', tag: 'early', order: 'asc' }));
    expect(summaries.map(({ snippet, tags }) => [snippet, tags])).toEqual([['a', ['early']], ['b', ['early']]]);
  });
});

describe('a conflict', () => {
  let seen: Note;
  let current: Note;
  beforeEach(async () => {
    seen = await notes.create({ content: 'old', tags: ['a'] });
    current = await notes.update(seen, { content: 'new', title: 'theirs' });
  });

  test.each<[string, () => Promise<unknown>]>([
    ['update', () => notes.update(seen, { content: 'mine' })],
    ['replace', () => notes.replace(seen, { content: 'mine' })],
  ])('of %s has the note as it is now, with which the call succeeds', async (_, call) => {
    const conflict = await failing(ConflictError, call());
    expect(conflict.current).toEqual(current);
    expect(conflict).toMatchObject({ code: 'precondition-failed', isOutcomeUnknown: false, state: { id: seen.id, etag: current.etag } });
    expect(await notes.update(conflict.current!, { content: 'mine' })).toMatchObject({ content: 'mine', title: 'theirs' });
  });

  test('of remove has the entity tag of the note as it is now, with which the call succeeds', async () => {
    const { state, current: none } = await failing(ConflictError, notes.remove(seen));
    expect([state, none]).toEqual([{ id: seen.id, etag: current.etag }, undefined]);
    await notes.remove(state);
    expect((await failing(ProblemError, notes.get(seen.id))).code).toBe('note-not-found');
  });

  test('is none with the entity tag "*"', async () => {
    expect(await notes.update({ id: seen.id, etag: '*' }, { title: null })).toMatchObject({ content: 'new' });
  });
});

describe('an edit', () => {
  test('that loses a race is made again on the note as it is now', async () => {
    const { id } = await notes.create({ content: '0' });
    let isFirst = true;
    const edited = await notes.edit(id, async ({ content, ...note }) => {
      if (isFirst) {
        isFirst = false;
        await notes.update({ ...note, id }, { content: `${content} theirs` });
      }
      return { content: `${content} mine` };
    });
    expect(edited.content).toBe('0 theirs mine');
    expect(await notes.get(id)).toEqual(edited);
  });

  test('that leads to the same note as the edit of somebody else counts as one with it', async () => {
    const { id } = await notes.create({ content: '5' });
    let writes = 0;
    const edited = await notes.edit(id, async (note) => {
      writes++;
      await notes.update(note, { content: '6' });
      return { content: '6' };
    });
    expect({ writes, content: edited.content }).toEqual({ writes: 1, content: '6' });
  });

  test('without a change writes nothing', async () => {
    const created = await notes.create({ content: 'a' });
    started.network.meet();
    expect(await notes.edit(created.id, () => undefined)).toEqual(created);
    expect(started.network.sent.map(({ method }) => method)).toEqual(['GET']);
  });

  test('of a note that is not there is a problem', async () => {
    expect((await failing(ProblemError, notes.edit('none', () => ({ content: '' })))).code).toBe('note-not-found');
  });
});

describe('the trash', () => {
  test('has removed notes, which can be restored', async () => {
    const created = await notes.create({ content: 'a' });
    await notes.remove(created);
    const [deleted] = await collected(notes.list({ state: 'deleted' }));
    expect(deleted).toMatchObject({ id: created.id, content: 'a', deletedAt: expect.any(String) });
    const restored = await notes.restore(deleted);
    expect(await notes.get(created.id)).toEqual(restored);
  });

  test('does not have a note that is removed permanently', async () => {
    await notes.remove(await notes.create({ content: 'a' }), { permanent: true });
    expect(await collected(notes.list({ state: 'deleted' }))).toEqual([]);
  });
});

test('changes are read since the changes before', async () => {
  const { notes: none, nextSince } = await notes.changes('now');
  expect(none).toEqual([]);
  const created = await notes.create({ content: 'a' });
  const { content: _content, ...change } = created;
  const changed = await notes.changes(nextSince, { limit: 10 });
  expect(changed.notes).toEqual([change]);
  expect(changed.nextSince).toEqual(expect.any(String));
  expect((await notes.changes()).notes).toEqual([change]);
});

test('a problem has its code, its status and what is wrong', async () => {
  const { code, message, name, problem, status } = await failing(ProblemError, notes.create({ content: 'half a character: \ud800' }));
  expect({ code, name, status }).toEqual({ code: 'invalid-field', name: 'ProblemError', status: 400 });
  expect(message).toBe(`invalid-field: ${problem.detail}`);
  expect(problem).toMatchObject({ errors: [{ pointer: '#/content', detail: expect.any(String) }] });
});

test.each(['a b/ü?#%', 'us-east-1:11111111-2222', '~', '...', '\u{1F600}'])('a note id can be %j', async (id) => {
  const { code } = await failing(ProblemError, notes.get(id));
  expect(code).toBe('note-not-found');
});

test('a user id with a colon is sent as it is, since IAM compares the path as it is sent', async () => {
  const identity = started.newClient({ userId: 'us-east-1:11111111-2222' });
  await identity.create({ content: 'a' });
  expect(started.network.sent[0].url).toMatch(/\/notes\/us-east-1:11111111-2222$/);
});

test.each(['', '.', '..'])('the id %j, which would change the path, is refused before a request', async (id) => {
  await expect(notes.get(id)).rejects.toThrow(TypeError);
  await expect(started.newClient({ userId: id }).remove({ id: 'a', etag: '*' })).rejects.toThrow(`an id cannot be "${id}"`);
  expect(started.network.sent).toEqual([]);
});
