import { Duration } from 'aws-cdk-lib';
import { countByStatus, NoteDocument, Notes } from './notes';
import { started, targets } from './target';
import { Answer } from '../http';
import { NotesAuthorization } from 'cdk-notes-api';

const AT_ONCE = 20;

/** The answers must not depend on the load of the machine. */
const PATIENT = { connectTimeout: Duration.seconds(5), requestTimeout: Duration.seconds(8), allAttempts: Duration.seconds(20) };

const atOnce = (send: (at: number) => Promise<Answer>, count = AT_ONCE): Promise<Answer[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => send(at)));

const only = (answers: readonly Answer[], status: number): Answer => answers.find((answer) => answer.status === status)!;

describe.each(targets)('many requests at once on %s', (_name, start) => {
  const api = started(start, {
    authorization: NotesAuthorization.none(),
    timeBudget: PATIENT,
    functionOptions: { timeout: Duration.seconds(25) },
  });
  let notes: Notes;
  beforeEach(() => { notes = new Notes(api); });

  test('PUTs with one entity tag: one is carried out, and the others are told the note that it made', async () => {
    const { id, etag } = await notes.create();
    const answers = await atOnce((at) => notes.put(id, { content: `${at}` }, { 'if-match': etag }));
    expect(countByStatus(answers)).toEqual({ 200: 1, 412: AT_ONCE - 1 });
    const winner = only(answers, 200).json;
    expect(await notes.read(id)).toEqual(winner);
    expect(answers.filter(({ status }) => status === 412).map(({ json }) => json.current)).toEqual(Array(AT_ONCE - 1).fill(winner));
  });

  test('PUTs without a precondition: all are carried out, and one of them is the last', async () => {
    const { id } = await notes.create();
    const answers = await atOnce((at) => notes.put(id, { content: `${at}` }));
    expect(countByStatus(answers)).toEqual({ 200: AT_ONCE });
    expect(new Set(answers.map(({ json }) => json.etag)).size).toBe(AT_ONCE);
    expect(answers.map(({ json }) => json)).toContainEqual(await notes.read(id));
  });

  test('PUTs with If-None-Match: * of one id: one creates the note', async () => {
    const answers = await atOnce((at) => notes.put('mine', { content: `${at}` }, { 'if-none-match': '*' }));
    expect(countByStatus(answers)).toEqual({ 201: 1, 412: AT_ONCE - 1 });
    expect((await notes.list()).json).toEqual({ notes: [only(answers, 201).json] });
  });

  test('PATCHes of different members lose nothing', async () => {
    const created = await Promise.all(Array.from({ length: 10 }, () => notes.create({ content: 'before', title: 'before' })));
    const answers = await Promise.all(
      created.flatMap(({ id }) => [notes.patch(id, { content: 'after' }), notes.patch(id, { title: 'after' })]),
    );
    expect(countByStatus(answers)).toEqual({ 200: 20 });
    const { json } = await notes.list();
    expect(json.notes.map(({ content, title }: NoteDocument) => ({ content, title }))).toEqual(
      Array(10).fill({ content: 'after', title: 'after' }),
    );
  });

  test('PATCHes with one entity tag: one is carried out', async () => {
    const { id, etag } = await notes.create();
    const answers = await atOnce((at) => notes.patch(id, { title: `${at}` }, { 'if-match': etag }));
    expect(countByStatus(answers)).toEqual({ 200: 1, 412: AT_ONCE - 1 });
    expect(await notes.read(id)).toEqual(only(answers, 200).json);
  });

  test('writers that read, change and write with If-Match lose nothing', async () => {
    const { id } = await notes.create({ content: 'start;' });
    const add = async (line: string) => {
      let status = 412;
      for (let tries = 0; status === 412 && tries < 200; tries++) {
        const { content, etag } = await notes.read(id);
        ({ status } = await notes.put(id, { content: `${content}${line};` }, { 'if-match': etag }));
      }
      expect(status).toBe(200);
    };
    const lines = Array.from({ length: 8 }, (__, at) => `${at}`);
    await Promise.all(lines.map(add));
    expect((await notes.read(id)).content.split(';').sort()).toEqual(['', ...lines, 'start']);
  });

  test('DELETEs of one note: one is carried out', async () => {
    const { id } = await notes.create();
    expect(countByStatus(await atOnce(() => notes.delete(id)))).toEqual({ 204: 1, 404: AT_ONCE - 1 });
  });

  test('a DELETE and PUTs with one entity tag: one of all is carried out', async () => {
    const { id, etag } = await notes.create();
    const answers = await atOnce(
      (at) => (at === 0 ? notes.delete(id, { 'if-match': etag }) : notes.put(id, { content: `${at}` }, { 'if-match': etag })),
      10,
    );
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
    expect(await notes.ids()).toEqual(answers[0].status === 204 ? [] : [id]);
  });

  describe('POSTs with one idempotency key', () => {
    test('create one note', async () => {
      const answers = await atOnce(() => notes.post({ content: 'once' }, { 'idempotency-key': 'k' }));
      const carriedOut = answers.filter(({ status }) => status === 200);
      const inProgress = answers.filter(({ status }) => status === 409);
      expect(carriedOut.length + inProgress.length).toBe(AT_ONCE);
      expect(inProgress.filter(({ json, headers }) => json.code !== 'idempotency-in-progress' || !headers['retry-after'])).toEqual([]);
      const ids = await notes.ids();
      expect(ids).toHaveLength(1);
      expect(new Set(carriedOut.map(({ json }) => json.noteId))).toEqual(new Set(ids));
      expect(carriedOut.filter(({ headers }) => !headers['idempotent-replayed']).length).toBeLessThanOrEqual(1);
    });

    test('of other requests create one note, and all others are told', async () => {
      const answers = await atOnce((at) => notes.post({ content: `${at}` }, { 'idempotency-key': 'k' }));
      expect(answers.filter(({ status }) => ![200, 409, 422].includes(status))).toEqual([]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(await notes.ids()).toEqual([only(answers, 200).json.noteId]);
    });
  });
});
