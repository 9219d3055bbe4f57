import { expectProblem } from './expectations';
import { NoteDocument, Notes } from './notes';
import { sharedApi, targets } from './target';

describe.each(targets)('DELETE /notes/{userId}/{id} on %s', (target, start) => {
  const api = sharedApi(target, start);
  let notes: Notes;
  let note: NoteDocument;
  beforeEach(async () => {
    notes = new Notes(api);
    note = await notes.create();
  });

  test('deletes a note and answers 204 without a body and an entity tag', async () => {
    const answer = await notes.delete(note.id);
    expect({ status: answer.status, text: answer.text, etag: answer.headers.etag }).toEqual({ status: 204, text: '', etag: undefined });
    expectProblem(await notes.get(note.id), 404, 'note-not-found');
    expect(await notes.ids()).toEqual([]);
  });

  test('deletes one note and no other', async () => {
    const other = await notes.create({ content: 'other' });
    await notes.delete(note.id);
    expect((await notes.list()).json).toEqual({ notes: [other] });
  });

  test('deletes an empty note', async () => {
    const empty = await notes.create({ content: '' });
    expect((await notes.delete(empty.id)).status).toBe(204);
  });

  test('deletes a note by an id that is escaped', async () => {
    expect((await notes.delete(note.id.replace('-', '%2D'))).status).toBe(204);
    expect(await notes.ids()).toEqual([]);
  });

  test('ignores parameters and a body', async () => {
    const answer = await api.call('DELETE', `/notes/${notes.user}/${note.id}?x=1`, { body: '{"content":5}' });
    expect(answer.status).toBe(204);
  });

  describe('is 404 note-not-found for', () => {
    test('a note that is deleted already', async () => {
      await notes.delete(note.id);
      expectProblem(await notes.delete(note.id), 404, 'note-not-found');
    });

    test('the note of another user, which stays', async () => {
      expectProblem(await new Notes(api).delete(note.id), 404, 'note-not-found');
      expect(await notes.read(note.id)).toEqual(note);
    });

    test.each([
      ['a note that there is not', 'no-such-note'],
      ['a note id in another case', 'NOTE'],
      ['a lone percent sign', '%'],
      ['an escape that is not hexadecimal', '%zz'],
      ['escapes that are not UTF-8', '%C3%28'],
      ['a decoded slash', 'a%2Fb'],
      ['a decoded NUL', '%00'],
      ['an internal id', '~id'],
      ['an escaped internal id', '%7Eid'],
      ['an id with a tilde in it', 'a~b'],
      ['1025 bytes', 'a'.repeat(1025)],
    ])('%s', async (__, id) => {
      expectProblem(await notes.delete(id), 404, 'note-not-found');
      expect(await notes.ids()).toEqual([note.id]);
    });
  });
});
