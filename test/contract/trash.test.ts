import { Duration } from 'aws-cdk-lib';
import { expectProblem } from './expectations';
import { OPEN } from './local-api';
import { NoteDocument, Notes } from './notes';
import { describeLocal, started, targets } from './target';

const DAYS = 30;
const WITH_TRASH = { ...OPEN, trash: Duration.days(DAYS) };

const NEW = { 'if-none-match': '*' };
const OTHER = { 'if-match': '"other"' };

const inSeconds = (seconds: number) => ({ N: `${Math.floor(Date.now() / 1000) + seconds}` });

describeLocal.each(targets)('the trash on %s', (_target, start) => {
  const api = started(start, WITH_TRASH);
  let notes: Notes;
  let note: NoteDocument;
  beforeEach(async () => {
    notes = new Notes(api);
    note = await notes.create({ content: 'Buy milk', title: 'Errands', tags: ['home'], createdAt: '2020-01-01T00:00:00Z' });
  });

  const row = async (id = note.id) => (await api.getItem(notes.user, id))!;

  describe('a deleted note', () => {
    test('is gone for every other request', async () => {
      expect((await notes.delete(note.id)).status).toBe(204);
      for (const answer of [
        await notes.get(note.id), await notes.put(note.id, { content: 'c' }), await notes.patch(note.id, {}), await notes.delete(note.id),
        await notes.get(note.id, { 'if-none-match': note.etag }), await notes.put(note.id, { content: 'c' }, { 'if-match': note.etag }),
      ]) {
        expectProblem(answer, 404, 'note-not-found');
        expect(answer.json.current).toBeUndefined();
      }
      expect(await notes.ids()).toEqual([]);
    });

    test('is listed with the date of its deletion and an entity tag of its own', async () => {
      const other = await notes.create();
      await notes.delete(note.id);
      const [deleted, ...more] = await notes.trash();
      const { updatedAt, etag, ...kept } = note;
      expect(deleted).toEqual({
        ...kept, updatedAt: deleted.deletedAt, deletedAt: expect.any(String), etag: expect.not.stringContaining(etag),
      });
      expect(deleted.deletedAt > updatedAt).toBe(true);
      expect(more).toEqual([]);
      expect(await notes.ids()).toEqual([other.id]);
    });

    test('is listed as a summary, by a tag and page by page', async () => {
      const others = await notes.createAll(['1', '2']);
      for (const { id } of [note, ...others]) {
        await notes.delete(id);
      }
      const [{ snippet, ...summary }] = (await notes.list({ state: 'deleted', view: 'summary', tag: 'home' })).json.notes;
      expect({ snippet, title: summary.title, content: summary.content }).toEqual({ snippet: 'Buy milk', title: 'Errands', content: undefined });
      expect((await notes.trash({ limit: '1' })).map(({ id }) => id)).toEqual([...others.map(({ id }) => id).reverse(), note.id]);
      const { json: { nextCursor: cursor }, ...page } = await notes.list({ state: 'deleted', limit: '1' });
      expect((await api.follow(page as never, /<(.*)>/.exec(page.headers.link!)![1])).json.notes[0].id).toBe(others[0].id);
      expectProblem(await notes.list({ cursor }), 400, 'invalid-cursor');
    });

    test('is a row without content under its name, until its time has passed', async () => {
      await notes.delete(note.id);
      const { noteContent, deletedContent, expiresAt, title, noteTags } = await row();
      expect({ noteContent, deletedContent, title, noteTags })
        .toEqual({ noteContent: undefined, deletedContent: { S: 'Buy milk' }, title: { S: 'Errands' }, noteTags: { L: [{ S: 'home' }] } });
      const days = (Number(expiresAt.N) - Date.now() / 1000) / 86_400;
      expect([Math.floor(days), Math.ceil(days)]).toEqual([DAYS - 1, DAYS]);
    });

    test('meets a precondition before it is deleted, and keeps its content from who may only delete', async () => {
      const { json } = await notes.delete(note.id, OTHER);
      expect(json.current).toEqual({ id: note.id, createdAt: note.createdAt, updatedAt: note.updatedAt, etag: note.etag });
      expect((await notes.delete(note.id, { 'if-match': note.etag })).status).toBe(204);
    });

    test.each(['', 'ä'.repeat(10)])('may have had the content "%s"', async (content) => {
      const { id } = await notes.create({ content });
      await notes.delete(id);
      expect((await notes.restore(id)).json).toMatchObject({ id, content });
    });
  });

  describe('restoring', () => {
    test('brings the whole note back', async () => {
      await notes.delete(note.id);
      const answer = await notes.restore(note.id);
      expect(answer).toMatchObject({ status: 200, headers: { etag: answer.json.etag } });
      const { etag, updatedAt, ...others } = note;
      expect(answer.json).toEqual({ ...others, etag: expect.not.stringContaining(etag), updatedAt: expect.any(String) });
      expect(answer.json.updatedAt > updatedAt).toBe(true);
      expect(await notes.read(note.id)).toEqual(answer.json);
      expect(Object.keys(await row()).sort()).toEqual(['PK', 'SK', 'createdAt', 'noteContent', 'noteTags', 'rev', 'title', 'updatedAt']);
      expect(await notes.trash()).toEqual([]);
    });

    test('compares If-Match with the entity tag in the list of deleted notes', async () => {
      await notes.delete(note.id);
      const [deleted] = await notes.trash();
      expectProblem(await notes.restore(note.id, { 'if-match': note.etag }), 412, 'precondition-failed', { current: deleted });
      expectProblem(await notes.restore(note.id, { 'if-none-match': deleted.etag }), 412, 'precondition-failed');
      expectProblem(await notes.restore(note.id, { 'if-match': ',' }), 400, 'invalid-precondition');
      expect((await notes.restore(note.id, { 'if-match': deleted.etag })).status).toBe(200);
    });

    test.each<[string, () => Promise<unknown>]>([
      ['that is not deleted', async () => {}],
      ['that is restored already', async () => { await notes.delete(note.id); await notes.restore(note.id); }],
      ['that is deleted for good', async () => { await notes.deleteForGood(note.id); }],
      ['that is deleted for good from the trash', async () => { await notes.delete(note.id); await notes.deleteForGood(note.id); }],
      ['whose time has passed', async () => {
        await notes.delete(note.id);
        await api.putItem({ ...await row(), expiresAt: inSeconds(0) });
      }],
      ['of which another writer keeps a date of deletion', async () => {
        await api.putItem({ PK: { S: notes.user }, SK: { S: note.id }, deletedContent: { S: 'c' }, deletedAt: { S: 'today' }, expiresAt: inSeconds(99) });
      }],
    ])('a note %s is a 404', async (_, prepare) => {
      await prepare();
      expectProblem(await notes.restore(note.id), 404, 'note-not-found');
      expectProblem(await new Notes(api).restore(note.id), 404, 'note-not-found');
    });
  });

  describe('deleting for good', () => {
    test('leaves a tombstone without content, title and tags, of a note or of one in the trash', async () => {
      const other = await notes.create({ content: 'Buy milk', title: 'Errands', tags: ['home'] });
      await notes.delete(note.id);
      for (const { id } of [note, other]) {
        expect((await notes.deleteForGood(id)).status).toBe(204);
        expect(Object.keys(await row(id)).sort()).toEqual(['PK', 'SK', 'createdAt', 'deletedAt', 'expiresAt', 'rev', 'updatedAt']);
        expectProblem(await notes.deleteForGood(id), 404, 'note-not-found');
      }
      expect([await notes.ids(), await notes.trash()]).toEqual([[], []]);
    });

    test('compares a precondition with the row that there is', async () => {
      expectProblem(await notes.deleteForGood(note.id, OTHER), 412, 'precondition-failed');
      await notes.delete(note.id);
      const [{ etag, deletedAt }] = await notes.trash();
      const { json } = await notes.deleteForGood(note.id, { 'if-match': note.etag });
      expect(json.current).toEqual({ id: note.id, createdAt: note.createdAt, updatedAt: deletedAt, deletedAt, etag });
      expect((await notes.deleteForGood(note.id, { 'if-match': etag })).status).toBe(204);
    });

    test('empties the trash, note by note, and leaves the others', async () => {
      const others = await notes.createAll(['1', '2', '3']);
      const [kept] = others;
      for (const { id } of [note, ...others.slice(1)]) {
        await notes.delete(id);
      }
      for (const { id, etag } of await notes.trash({ limit: '1', view: 'summary' })) {
        expect((await notes.deleteForGood(id, { 'if-match': etag })).status).toBe(204);
      }
      expect(await notes.trash()).toEqual([]);
      expect((await notes.list()).json.notes).toEqual([kept]);
    });
  });

  describe('the id of a deleted note', () => {
    test.each<[string, (id: string) => Promise<unknown>]>([
      ['in the trash', (id) => notes.delete(id)],
      ['deleted for good', (id) => notes.deleteForGood(id)],
    ])('%s can be used again', async (_, remove) => {
      await remove(note.id);
      const { status, json } = await notes.put(note.id, { content: 'new' }, NEW);
      expect({ status, json }).toMatchObject({ status: 201, json: { content: 'new' } });
      expect(Object.keys(await row()).sort()).toEqual(['PK', 'SK', 'createdAt', 'noteContent', 'rev', 'updatedAt']);
      expect(await notes.trash()).toEqual([]);
      expectProblem(await notes.put(note.id, { content: 'newer' }, NEW), 412, 'precondition-failed');
    });

    test('is not that of a row of another kind with a date of deletion', async () => {
      const other = { PK: { S: notes.user }, SK: { S: 'theirs' }, deletedAt: { S: 'today' }, updatedAt: { S: 'today' }, rev: { S: 'r' } };
      await api.putItem(other);
      expectProblem(await notes.put('theirs', { content: 'mine' }, NEW), 404, 'note-not-found');
      expect(await row('theirs')).toEqual(other);
    });
  });

  describe('a note with an expiresAt of its own', () => {
    test.each([
      ['earlier', 3_600, 3_600],
      ['later', 400 * 86_400, DAYS * 86_400],
    ])('that is %s leaves the trash at the earlier time, and has its own again when it is restored', async (_, own, expected) => {
      const expiresAt = inSeconds(own);
      await api.putItem({ ...await row(), expiresAt });
      expect((await notes.delete(note.id)).status).toBe(204);
      expect(Math.abs(Number((await row()).expiresAt.N) - Number(inSeconds(expected).N))).toBeLessThan(60);
      expect((await notes.restore(note.id)).status).toBe(200);
      const { deletedExpiresAt, ...restored } = await row();
      expect([restored.expiresAt, deletedExpiresAt]).toEqual([expiresAt, undefined]);
    });
  });

  describe('the room for a tombstone', () => {
    const ROOM = 128;
    const large = (bytes: number) => 'x'.repeat(409_600 - bytes);

    test('is left by new notes, which can be deleted', async () => {
      const { json: { limit, actual } } = await notes.post({ content: large(0) });
      expect(limit).toBe(409_600 - ROOM);
      const { json: { noteId: id } } = await notes.post({ content: large(actual - limit) });
      expectProblem(await notes.post({ content: large(actual - limit - 1) }), 413, 'note-too-large', { actual: limit + 1, limit });
      expectProblem(await notes.put(id, { content: large(0) }), 413, 'note-too-large', { limit });
      expect((await notes.delete(id)).status).toBe(204);
      expect((await notes.restore(id)).status).toBe(200);
    });

    test('which an older note does not leave makes its deletion a 413, unless it is for good', async () => {
      const { noteContent: _, title: __, noteTags: ___, ...others } = await row();
      const bytes = Object.entries(others).reduce((sum, [name, { S }]) => sum + name.length + S!.length, 'noteContent'.length);
      const full = { ...others, noteContent: { S: large(bytes) } };
      await api.putItem(full);
      expectProblem(await notes.delete(note.id), 413, 'note-too-large', { limit: 409_600, detail: expect.stringMatching(/: delete it with permanent=true\.$/) });
      expect(await row()).toEqual(full);
      expect((await notes.deleteForGood(note.id)).status).toBe(204);
    });
  });

  test.each(['permanent=yes', 'permanent=', 'permanent=true&permanent=true'])('a deletion with %s is a 400', async (query) => {
    expectProblem(await api.call('DELETE', `/notes/${notes.user}/${note.id}?${query}`), 400, 'invalid-parameter');
    expect(await notes.ids()).toEqual([note.id]);
  });

  test('a list of another state is a 400', async () => {
    expectProblem(await notes.list({ state: 'trash' }), 400, 'invalid-parameter');
    expect((await notes.list({ state: 'current' })).json.notes).toEqual([note]);
  });
});

describeLocal.each(targets)('without a trash on %s', (_target, start) => {
  const api = started(start, OPEN);

  test('its parameters are ignored, and its route is unknown', async () => {
    const notes = new Notes(api);
    const [one, other] = await notes.createAll(['1', '2']);
    expect(idsOf(await notes.list({ state: 'deleted' }))).toEqual([other.id, one.id]);
    expect((await notes.deleteForGood(one.id)).status).toBe(204);
    expect(await api.getItem(notes.user, one.id)).toBeUndefined();
    expect((await notes.restore(one.id)).json.code).toMatch(/no-such-route|missing-authentication-token/);
  });

  test('a tombstone is no note, and keeps its id from no other', async () => {
    const notes = new Notes(api);
    const at = { S: '2026-01-01T00:00:00.000Z' };
    const tombstone = {
      PK: { S: notes.user }, SK: { S: 'note' }, deletedContent: { S: 'old' }, deletedAt: at, updatedAt: at, rev: { S: 'r' }, expiresAt: inSeconds(999),
    };
    await api.putItem(tombstone);
    expect(await notes.ids()).toEqual([]);
    expectProblem(await notes.delete('note'), 404, 'note-not-found');
    expect(await api.getItem(notes.user, 'note')).toEqual(tombstone);
    expect((await notes.put('note', { content: 'new' }, NEW)).status).toBe(201);
    expect(Object.keys((await api.getItem(notes.user, 'note'))!).sort()).toEqual(['PK', 'SK', 'createdAt', 'noteContent', 'rev', 'updatedAt']);
  });
});

const idsOf = ({ json }: { json: any }): string[] => json.notes.map(({ id }: NoteDocument) => id);
