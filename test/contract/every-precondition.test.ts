import { expectProblem } from './expectations';
import { Headers, NoteDocument, Notes } from './notes';
import { sharedApi, targets } from './target';
import { Answer } from '../http';

/** The requests that check preconditions in the same way. */
const REQUESTS = {
  read: [['GET', 'note'], ['HEAD', 'note']],
  write: [['PUT', 'note'], ['PATCH', 'note']],
  delete: [['DELETE', 'note']],
  list: [['GET', 'list'], ['HEAD', 'list']],
  create: [['POST', 'list']],
} as const;

type Kind = keyof typeof REQUESTS;

const LATER = new Date(Date.now() + 86_400_000).toUTCString();
const EARLIER = 'Mon, 01 Jan 2001 00:00:00 GMT';

/** The status of a request with these headers: RFC 9110, section 13.2.2. A list always exists, and has no entity tag. */
const ROWS: [name: string, headers: (etag: string) => Headers, statuses: Record<Kind, number>][] = [
  ['none', () => ({}), { read: 200, write: 200, delete: 204, list: 200, create: 200 }],
  ['If-Match', (etag) => ({ 'if-match': etag }), { read: 200, write: 200, delete: 204, list: 412, create: 412 }],
  ['If-Match of any', () => ({ 'if-match': '*' }), { read: 200, write: 200, delete: 204, list: 200, create: 200 }],
  ['another If-Match', () => ({ 'if-match': '"other"' }), { read: 412, write: 412, delete: 412, list: 412, create: 412 }],
  ['If-None-Match', (etag) => ({ 'if-none-match': etag }), { read: 304, write: 412, delete: 412, list: 200, create: 200 }],
  ['If-None-Match of any', () => ({ 'if-none-match': '*' }), { read: 304, write: 412, delete: 412, list: 304, create: 412 }],
  ['another If-None-Match', () => ({ 'if-none-match': '"other"' }), { read: 200, write: 200, delete: 204, list: 200, create: 200 }],
  [
    'If-Match and another If-None-Match',
    (etag) => ({ 'if-match': etag, 'if-none-match': '"other"' }),
    { read: 200, write: 200, delete: 204, list: 412, create: 412 },
  ],
  [
    'If-Match and If-None-Match, both its own',
    (etag) => ({ 'if-match': etag, 'if-none-match': etag }),
    { read: 304, write: 412, delete: 412, list: 412, create: 412 },
  ],
  [
    'another If-Match, which comes first, and If-None-Match',
    (etag) => ({ 'if-match': '"other"', 'if-none-match': etag }),
    { read: 412, write: 412, delete: 412, list: 412, create: 412 },
  ],
  [
    'If-Match and If-None-Match of any',
    () => ({ 'if-match': '*', 'if-none-match': '*' }),
    { read: 304, write: 412, delete: 412, list: 304, create: 412 },
  ],
  ['a bad If-Match', () => ({ 'if-match': ',' }), { read: 400, write: 400, delete: 400, list: 400, create: 400 }],
  ['a bad If-None-Match', () => ({ 'if-none-match': '"a' }), { read: 400, write: 400, delete: 400, list: 400, create: 400 }],
  ['If-Modified-Since, ignored', () => ({ 'if-modified-since': LATER }), { read: 200, write: 200, delete: 204, list: 200, create: 200 }],
  ['If-Unmodified-Since, ignored', () => ({ 'if-unmodified-since': EARLIER }), { read: 200, write: 200, delete: 204, list: 200, create: 200 }],
  [
    'If-Range, ignored',
    () => ({ 'if-range': '"other"', 'range': 'bytes=0-1' }),
    { read: 200, write: 200, delete: 204, list: 200, create: 200 },
  ],
];

const CASES = ROWS.flatMap(([name, headers, statuses]) => (Object.keys(REQUESTS) as Kind[]).flatMap((kind) =>
  REQUESTS[kind].map(([method, what]) => ({ name, method, what, headers, status: statuses[kind] }))));

const CODES: Record<number, string> = { 400: 'invalid-precondition', 412: 'precondition-failed' };

describe.each(targets)('on %s', (target, start) => {
  const api = sharedApi(target, start);
  let notes: Notes;
  let note: NoteDocument;
  beforeEach(async () => {
    notes = new Notes(api);
    note = (await notes.put('note', { content: 'before', title: 'before' }, { 'if-none-match': '*' })).json;
  });

  const ask = (method: string, path: string, headers: Headers): Promise<Answer> =>
    api.call(method, `/notes/${notes.user}${path}`, { headers, .../^P/.test(method) && { body: '{"content":"after"}' } });

  test.each(CASES)('$method of a $what with $name is $status', async ({ method, what, headers, status }) => {
    const answer = await ask(method, what === 'note' ? '/note' : '', headers(note.etag));
    if (CODES[status]) {
      expectProblem(answer, status, CODES[status]);
    }
    expect(answer.status).toBe(status);
    const isDone = status < 300;
    expect(await notes.ids()).toHaveLength(method === 'POST' && isDone ? 2 : method === 'DELETE' && isDone ? 0 : 1);
    if (method !== 'DELETE' || !isDone) {
      expect((await notes.read('note')).content).toBe(/^(PUT|PATCH)$/.test(method) && isDone ? 'after' : 'before');
    }
  });

  test.each(CASES.filter(({ what, status }) => what === 'note' && status !== 400))(
    '$method of a note that there is not is 404 with $name, but for PUT with If-None-Match of any alone',
    async ({ method, headers }) => {
      const sent = headers(note.etag);
      const creates = method === 'PUT' && sent!['if-none-match'] === '*' && !sent!['if-match'];
      expect((await ask(method, '/none', sent)).status).toBe(creates ? 201 : 404);
    },
  );

  test('a failed If-Match of GET answers the note as it is', async () => {
    const answer = await notes.get('note', { 'if-match': '"other"' });
    expectProblem(answer, 412, 'precondition-failed', { current: note });
    expect(answer.headers.etag).toBe(note.etag);
  });

  test('a failed precondition of a list tells of no note', async () => {
    for (const answer of [await notes.post({ content: 'c' }, { 'if-match': '"other"' }), await ask('GET', '', { 'if-match': '"other"' })]) {
      expectProblem(answer, 412, 'precondition-failed');
      expect(answer.json).not.toHaveProperty('current');
      expect(answer.headers).not.toHaveProperty('etag');
    }
  });
});
