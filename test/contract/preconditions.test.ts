import { expectProblem } from './expectations';
import { Headers, NoteDocument, Notes } from './notes';
import { anyTarget, describeLocal, sharedApi, started, targets } from './target';
import { Answer } from '../http';
import { NotesAuthorization } from 'cdk-notes-api';

interface Write {
  readonly method: string;
  readonly status: number;
  readonly send: (notes: Notes, id: string, headers: Headers) => Promise<Answer>;
}

const writes: Write[] = [
  { method: 'PUT', status: 200, send: (notes, id, headers) => notes.put(id, { content: 'after' }, headers) },
  { method: 'PATCH', status: 200, send: (notes, id, headers) => notes.patch(id, { title: 'after' }, headers) },
  { method: 'DELETE', status: 204, send: (notes, id, headers) => notes.delete(id, headers) },
];

type Tags = (etag: string) => string | string[];

/** Headers that name the note's entity tag. */
const NAMING: [name: string, tags: Tags][] = [
  ['is its entity tag', (etag) => etag],
  ['is its weak entity tag, which proxies make', (etag) => `W/${etag}`],
  ['is its entity tag without quotes', (etag) => etag.slice(1, -1)],
  ['lists its entity tag', (etag) => `"a", "b,c" ,, ${etag},"d"`],
  ['lists its entity tag without quotes', (etag) => `a,${etag.slice(1, -1)}`],
  ['lists its entity tag twice', (etag) => `${etag}, W/${etag}`],
  ['has its entity tag on a line of its own', (etag) => ['"a"', '"b"', etag]],
  ['lists its entity tag as the last of 100', (etag) => [...Array.from({ length: 99 }, (_, at) => `"${at}x"`), etag].join(', ')],
  ['is its entity tag between spaces', (etag) => `  ${etag}  `],
  ['is any', () => '*'],
];

/** Headers that do not. */
const NAMING_NOT: [name: string, tags: Tags][] = [
  ['is another entity tag', () => '"other"'],
  ['is another weak entity tag', () => 'W/"other"'],
  ['is the entity tag of notes without a revision', () => '"0"'],
  ['is a longer entity tag', (etag) => `${etag.slice(0, -1)}x"`],
  ['is its entity tag in another case', (etag) => swapCase(etag)],
  ['is a starred entity tag', () => '"*"'],
  ['is an escaped entity tag', (etag) => `"%${etag.charCodeAt(1).toString(16)}${etag.slice(2)}`],
  ['is an entity tag with a bad escape', () => '"%zz"'],
  ['is an empty entity tag', () => '""'],
  ['lists others', () => '"a", W/"b", c'],
  ['has others on many lines', () => ['"a"', '"b"']],
  ['lists 100 others', () => Array.from({ length: 100 }, (_, at) => `"${at}x"`).join(',')],
];

const INVALID = [
  '"open',
  'a b',
  '"a" "b"',
  '"a", *',
  '*, "a"',
  ',',
  '""x', 'W/', 'w/"a"',
  '"a\u00e9" x',
  Array.from({ length: 101 }, (_, at) => `"${at}"`).join(','),
];

const swapCase = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()));

/** The answer to a deletion reveals nothing of the content of the note. */
function expectConflict(answer: Answer, { content, title, ...metadata }: NoteDocument): void {
  expectProblem(answer, 412, 'precondition-failed');
  const current = answer.method === 'DELETE' ? metadata : { content, ...title !== undefined && { title }, ...metadata };
  expect({ current: answer.json.current, etag: answer.headers.etag }).toEqual({ current, etag: metadata.etag });
}

describe.each(targets)('preconditions on %s', (target, start) => {
  const api = sharedApi(target, start);
  let notes: Notes;
  let note: NoteDocument;
  beforeEach(async () => {
    notes = new Notes(api);
    // One request, where a POST is read again; its id comes before those of POSTs.
    note = (await notes.put('0', { content: 'before', title: 'before' }, { 'if-none-match': '*' })).json;
  });

  describe.each(writes)('$method', ({ send, status }) => {
    const expectDone = async (headers: Headers) => expect((await send(notes, note.id, headers)).status).toBe(status);
    const expectRefused = async (headers: Headers) => {
      expectConflict(await send(notes, note.id, headers), note);
      expect(await notes.read(note.id)).toEqual(note);
    };

    test.each(NAMING)('is carried out when If-Match %s', async (__, tags) => {
      await expectDone({ 'if-match': tags(note.etag) });
    });

    test.each(NAMING_NOT)('is 412 with the note when If-Match %s', async (__, tags) => {
      await expectRefused({ 'if-match': tags(note.etag) });
    });

    test.each(NAMING)('is 412 with the note when If-None-Match %s', async (__, tags) => {
      if (tags(note.etag) === '*') {
        expectConflict(await send(notes, note.id, { 'if-none-match': '*' }), note);
      } else {
        await expectRefused({ 'if-none-match': tags(note.etag) });
      }
    });

    test.each(NAMING_NOT)('is carried out when If-None-Match %s', async (__, tags) => {
      await expectDone({ 'if-none-match': tags(note.etag) });
    });

    test.each(INVALID)('is 400 invalid-precondition when a header is %p', async (header) => {
      expectProblem(await send(notes, note.id, { 'if-match': header }), 400, 'invalid-precondition');
      expectProblem(await send(notes, note.id, { 'if-none-match': header }), 400, 'invalid-precondition');
      expect(await notes.read(note.id)).toEqual(note);
    });

    test.each<[name: string, headers: (etag: string) => Headers]>([
      ['If-Match names it and If-None-Match does not', (etag) => ({ 'if-match': etag, 'if-none-match': '"other"' })],
      ['If-Match is any and If-None-Match another', () => ({ 'if-match': '*', 'if-none-match': '"other", "0"' })],
    ])('is carried out when %s', async (__, headers) => {
      await expectDone(headers(note.etag));
    });

    test.each<[name: string, headers: (etag: string) => Headers]>([
      ['If-Match and If-None-Match name it', (etag) => ({ 'if-match': etag, 'if-none-match': etag })],
      ['If-Match names it and If-None-Match is any', (etag) => ({ 'if-match': etag, 'if-none-match': '*' })],
      ['both are any', () => ({ 'if-match': '*', 'if-none-match': '*' })],
      ['neither names it', () => ({ 'if-match': '"other"', 'if-none-match': '"other"' })],
    ])('is 412 with the note when %s', async (__, headers) => {
      await expectRefused(headers(note.etag));
    });

    test.each<[name: string, headers: Headers]>([
      ['no precondition', {}],
      ['If-Match', { 'if-match': '"other"' }],
      ['If-Match of any', { 'if-match': '*' }],
      ['If-Match of a note without a revision', { 'if-match': '"0"' }],
      ['If-None-Match', { 'if-none-match': '"other"' }],
      ['both', { 'if-match': '*', 'if-none-match': '*' }],
    ])('of a note that there is not is 404 with %s', async (__, headers) => {
      expectProblem(await send(notes, 'no-such-note', headers), 404, 'note-not-found');
      expect(await notes.ids()).toEqual([note.id]);
    });

    test('with the entity tag of an earlier state is 412 with the one that is', async () => {
      const { json: current } = await notes.put(note.id, { content: 'between' });
      expectConflict(await send(notes, note.id, { 'if-match': note.etag }), current);
      expect((await send(notes, note.id, { 'if-match': current.etag })).status).toBe(status);
    });
  });

  test.each(['PATCH', 'DELETE'])('%s of a note that there is not is 404 with If-None-Match of any', async (method) => {
    const { send } = writes.find((write) => write.method === method)!;
    expectProblem(await send(notes, 'no-such-note', { 'if-none-match': '*' }), 404, 'note-not-found');
  });

  describe('a failed If-Match is 200 with the note as it is, without a write, when what is asked for is done already:', () => {
    let current: NoteDocument;
    beforeEach(async () => { current = (await notes.put(note.id, { content: 'after', title: 'after' })).json; });

    test.each<[name: string, send: (headers: Headers) => Promise<Answer>]>([
      ['PUT', (headers) => notes.put(note.id, { content: 'after', title: 'after' }, headers)],
      [
        'PUT with what it ignores',
        (headers) => notes.put(note.id, { content: 'after', title: 'after', createdAt: '2020-01-01T00:00:00Z' }, headers),
      ],
      ['PATCH of all members', (headers) => notes.patch(note.id, { content: 'after', title: 'after' }, headers)],
      ['PATCH of one member', (headers) => notes.patch(note.id, { title: 'after' }, headers)],
    ])('%s', async (__, send) => {
      const answer = await send({ 'if-match': note.etag });
      expect({ status: answer.status, json: answer.json, etag: answer.headers.etag }).toEqual({
        status: 200,
        json: current,
        etag: current.etag,
      });
      expect(await notes.read(note.id)).toEqual(current);
    });

    test('PATCH that removes a title which is not there', async () => {
      const { json: untitled } = await notes.put(note.id, { content: 'after' });
      const answer = await notes.patch(note.id, { title: null }, { 'if-match': note.etag });
      expect({ status: answer.status, json: answer.json }).toEqual({ status: 200, json: untitled });
    });

    test.each<[name: string, send: (headers: Headers) => Promise<Answer>]>([
      ['PUT of other content', (headers) => notes.put(note.id, { content: 'other', title: 'after' }, headers)],
      ['PUT of another title', (headers) => notes.put(note.id, { content: 'after', title: 'other' }, headers)],
      ['PUT without the title', (headers) => notes.put(note.id, { content: 'after' }, headers)],
      [
        'PATCH of one member that is so and one that is not',
        (headers) => notes.patch(note.id, { content: 'after', title: 'other' }, headers),
      ],
      ['PATCH that removes the title', (headers) => notes.patch(note.id, { title: null }, headers)],
      ['DELETE', (headers) => notes.delete(note.id, headers)],
    ])('%s is 412', async (__, send) => {
      expectConflict(await send({ 'if-match': note.etag }), current);
      expect(await notes.read(note.id)).toEqual(current);
    });

    test.each<[name: string, headers: (etag: string) => Headers]>([
      ['alone', (etag) => ({ 'if-none-match': etag })],
      ['beside an If-Match that holds', (etag) => ({ 'if-match': etag, 'if-none-match': etag })],
      ['beside an If-Match of any', (etag) => ({ 'if-match': '*', 'if-none-match': etag })],
    ])('a failed If-None-Match %s is 412 all the same', async (__, headers) => {
      expectConflict(await notes.put(note.id, { content: 'after', title: 'after' }, headers(current.etag)), current);
    });
  });

  test('an entity tag is one text: in the header and the body, read, listed and written', async () => {
    const posted = await notes.post({ content: 'c' });
    const id = posted.json.noteId;
    const got = await notes.get(id);
    const notModified = await notes.get(id, { 'if-none-match': posted.headers.etag });
    const listed = (await notes.list()).json.notes.find((candidate: NoteDocument) => candidate.id === id);
    expect([posted.json.etag, got.headers.etag, got.json.etag, notModified.headers.etag, listed.etag]).toEqual(
      Array(5).fill(posted.headers.etag),
    );
    expect(notModified.status).toBe(304);
    for (const write of [() => notes.put(id, { content: 'd' }), () => notes.patch(id, { title: 't' })]) {
      const written = await write();
      const read = await notes.get(id);
      const [summary] = (await notes.list({ view: 'summary' })).json.notes;
      expect([written.json.etag, read.headers.etag, read.json.etag, summary.etag]).toEqual(Array(4).fill(written.headers.etag));
    }
  });

  test('an entity tag has at least 96 random bits and never comes again', async () => {
    const etags = [note.etag];
    for (const content of ['a', 'b', 'a', 'b', 'before']) {
      etags.push((await notes.put(note.id, { content, title: 'before' })).json.etag);
    }
    await notes.delete(note.id);
    etags.push((await notes.put(note.id, { content: 'before', title: 'before' }, { 'if-none-match': '*' })).json.etag);
    expect(new Set(etags).size).toBe(7);
    expect(etags.filter((etag) => !/^"[\w-]{16,}"$/.test(etag))).toEqual([]);
  });
});

describeLocal.each(anyTarget)('requireIfMatch on %s', (_, start) => {
  const api = started(start, { authorization: NotesAuthorization.none(), requireIfMatch: true });
  const notes = new Notes(api);
  let note: NoteDocument;
  beforeEach(async () => { note = await notes.create(); });

  describe.each(writes)('$method', ({ send, status }) => {
    test('without a precondition is 428, also where there is no note', async () => {
      expectProblem(await send(notes, note.id, {}), 428, 'precondition-required');
      expectProblem(await send(notes, 'no-such-note', {}), 428, 'precondition-required');
      expect(await notes.read(note.id)).toEqual(note);
    });

    test.each<[name: string, headers: (etag: string) => Headers]>([
      ['If-Match', (etag) => ({ 'if-match': etag })],
      ['If-Match of any', () => ({ 'if-match': '*' })],
      ['If-None-Match', () => ({ 'if-none-match': '"other"' })],
    ])('with %s is carried out', async (__, headers) => {
      expect((await send(notes, note.id, headers(note.etag))).status).toBe(status);
    });

    test('with another entity tag is 412', async () => {
      expectConflict(await send(notes, note.id, { 'if-match': '"other"' }), note);
    });
  });

  test('asks nothing of who creates, reads and lists', async () => {
    expect((await notes.put(`mine-${note.id}`, { content: 'c' }, { 'if-none-match': '*' })).status).toBe(201);
    expect((await notes.list()).status).toBe(200);
  });
});
