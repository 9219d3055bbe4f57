import { expectProblem } from './expectations';
import { Headers, NoteDocument, Notes } from './notes';
import { anyTarget, sharedApi, Target } from './target';
import { Answer } from '../http';

const MINUTE = 60_000;

const NOT_JSON = [
  ['no body', ''],
  ['half a body', '{"content":"x"'],
  ['single quotes', "{'content':'x'}"],
  ['two documents', '{"content":"x"}{"content":"y"}'],
  ['a form', 'content=x'],
  ['NaN', '{"content":NaN}'],
  ['two byte order marks', '\ufeff\ufeff{"content":"x"}'],
  ['a raw control character', '{"content":"a\u0000b"}'],
];

const NOT_AN_OBJECT = ['null', 'true', '5', '"content"', '[]', '[{"content":"x"}]'];

/** Invalid bodies, each with the member and the reason. */
type Member = [name: string, body: object | string, member: string, detail: string];

/** Whether API Gateway sees it, whose schema is one for all bodies, counts characters and knows neither Unicode nor a clock. */
interface Members {
  readonly seenBySchema: Member[];
  readonly unseen: Member[];
}

const contents = (...values: unknown[]): Member[] => values.map((content) =>
  [`content ${JSON.stringify(content)}`, { content }, 'content', 'must be a string']);

const TITLES: Members = {
  seenBySchema: [
    ['a title 5', { content: 'c', title: 5 }, 'title', 'must be a string'],
    ['a title of 1025 bytes', { content: 'c', title: 'a'.repeat(1025) }, 'title', 'at most 1024 bytes'],
    ['a title with a line break', { content: 'c', title: 'a\nb' }, 'title', 'control characters'],
    ['a title with a NUL', { content: 'c', title: '\u0000' }, 'title', 'control characters'],
    ['a title with a DEL', { content: 'c', title: '\u007f' }, 'title', 'control characters'],
    ['a title with a C1 control character', { content: 'c', title: 'a\u0085b' }, 'title', 'control characters'],
  ],
  unseen: [
    ['a title of 513 characters in 1026 bytes', { content: 'c', title: 'ä'.repeat(513) }, 'title', 'at most 1024 bytes'],
    ['a title with a lone surrogate', '{"content":"c","title":"\\ud800"}', 'title', 'well-formed Unicode'],
  ],
};

const TAGS: Members = {
  seenBySchema: [
    ['tags that are one string', { content: 'c', tags: 'work' }, 'tags', 'must be a list of strings'],
    ['51 tags', { content: 'c', tags: Array.from({ length: 51 }, (_, at) => `${at}`) }, 'tags', 'at most 50 items'],
    ['a tag 5', { content: 'c', tags: ['work', 5] }, 'tags/1', 'must be a string'],
    ['an empty tag', { content: 'c', tags: [''] }, 'tags/0', 'at least 1 bytes'],
    ['a tag of 129 bytes', { content: 'c', tags: ['a'.repeat(129)] }, 'tags/0', 'at most 128 bytes'],
    ['a tag twice', { content: 'c', tags: ['a', 'b', 'a'] }, 'tags/2', 'must not be repeated'],
    ['a tag with a line break', { content: 'c', tags: ['a\nb'] }, 'tags/0', 'control characters'],
  ],
  unseen: [
    ['a tag of 65 characters in 130 bytes', { content: 'c', tags: ['ä'.repeat(65)] }, 'tags/0', 'at most 128 bytes'],
    ['a tag with a lone surrogate', '{"content":"c","tags":["\\udc00"]}', 'tags/0', 'well-formed Unicode'],
  ],
};

const SURROGATES: Member[] = [
  ['content with a lone surrogate', '{"content":"\\ud800"}', 'content', 'well-formed Unicode'],
  ['content with a reversed surrogate pair', '{"content":"\\ude00\\ud83d"}', 'content', 'well-formed Unicode'],
];

/** Seven minutes from when it is sent: on a slow machine that is long after this file is loaded. */
const inSevenMinutes = { content: 'c', get createdAt() { return new Date(Date.now() + 7 * MINUTE).toISOString(); } };

const REPLACEMENT: Members = {
  seenBySchema: [
    ...contents(5, null, true, ['x'], { S: 'x' }),
    ...TITLES.seenBySchema,
    ...TAGS.seenBySchema,
  ],
  unseen: [
    ['no content', {}, 'content', 'is required'],
    ['content in another case', { Content: 'x' }, 'content', 'is required'],
    ['a title null', { content: 'c', title: null }, 'title', 'must be a string'],
    ['tags null', { content: 'c', tags: null }, 'tags', 'must be a list of strings'],
    ...SURROGATES,
    ...TITLES.unseen,
    ...TAGS.unseen,
  ],
};

/** Invalid dates of creation. The date is only read for a new note. */
const DATES: Member[] = [
  ['createdAt 5', { content: 'c', createdAt: 5 }, 'createdAt', 'must be a string'],
  ['createdAt null', { content: 'c', createdAt: null }, 'createdAt', 'must be a string'],
  ...[
    '', 'yesterday', '2020-01-01', '2020-01-01T00:00:00', '2020-01-01T00:00Z', '2020-1-1T00:00:00Z', '2021-02-29T00:00:00Z',
    '2020-00-10T00:00:00Z', '2020-13-01T00:00:00Z', '2020-01-01T24:00:00Z', '2020-01-01T00:60:00Z', '2016-12-31T23:59:60Z',
    '2020-01-01T00:00:00+24:00', '1969-12-31T23:59:59.999Z', '+02020-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59',
  ].map((createdAt): Member => [`createdAt "${createdAt}"`, { content: 'c', createdAt }, 'createdAt', 'RFC 3339']),
  ['createdAt in seven minutes', inSevenMinutes, 'createdAt', '5 minutes'],
];

const WHOLE_NOTE: Members = { ...REPLACEMENT, unseen: [...REPLACEMENT.unseen, ...DATES] };

const NOTE_PATCH: Members = {
  seenBySchema: [...contents(5, null, true, ['x'], { S: 'x' }), ...TITLES.seenBySchema, ...TAGS.seenBySchema],
  unseen: [...SURROGATES, ...TITLES.unseen, ...TAGS.unseen],
};

type Send = (notes: Notes, id: string, body: string | object, headers: Headers) => Promise<Answer>;

const routes: [name: string, members: Members, send: Send][] = [
  ['POST /notes/{userId}', WHOLE_NOTE, (notes, _, body, headers) => notes.post(body, headers)],
  ['PUT /notes/{userId}/{id}', REPLACEMENT, (notes, id, body, headers) => notes.put(id, body, headers)],
  [
    'PUT /notes/{userId}/{id} with If-None-Match: *',
    WHOLE_NOTE,
    (notes, id, body, headers) => notes.put(id, body, { ...headers, 'if-none-match': '*' }),
  ],
  ['PATCH /notes/{userId}/{id}', NOTE_PATCH, (notes, id, body, headers) => notes.patch(id, body, headers)],
];

/** API Gateway validates a body of no type, too. */
const validatedTypes: [name: string, headers: Headers][] = [
  ['as application/json', { 'content-type': 'application/json' }],
  ['without a media type', {}],
];

/** The patch's own type, of which API Gateway has the model too. */
const patchType: [name: string, headers: Headers] = ['as application/merge-patch+json', { 'content-type': 'application/merge-patch+json' }];

describe.each(anyTarget)('bodies on %s', (target, start) => {
  const api = sharedApi(target, start);

  describe.each(routes)('of %s', (route, { seenBySchema, unseen }, send) => {
    const types = route.startsWith('PATCH') ? [...validatedTypes, patchType] : validatedTypes;
    const refused = refusing(api, send);

    describe('as text/plain', () => {
      const asText = (body: string | object) => refused(body, { 'content-type': 'text/plain' });

      test.each(NOT_JSON)('are 400 invalid-json when they are %s', async (__, body) => {
        expectProblem(await asText(body), 400, 'invalid-json');
      });

      test.each(NOT_AN_OBJECT)('are 400 invalid-body when they are %s', async (body) => {
        expectProblem(await asText(body), 400, 'invalid-body');
      });

      test.each([...seenBySchema, ...unseen])('are 400 invalid-field with %s', async (__, body, member, detail) => {
        expectProblem(await asText(body), 400, 'invalid-field', {
          errors: [{ pointer: `#/${member}`, detail: expect.stringContaining(detail) }],
        });
      });

      test('are told every member that is not acceptable at once', async () => {
        const { json } = await asText({ content: 5, title: 5 });
        expect(json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['#/content', '#/title']);
      });
    });

    describe.each(types)('%s', (__, headers) => {
      test.each(NOT_JSON)('are 400 invalid-body when they are %s', async (___, body) => {
        expectProblem(await refused(body, headers), 400, 'invalid-body');
      });

      test.each(NOT_AN_OBJECT)('are 400 invalid-body when they are %s', async (body) => {
        expectProblem(await refused(body, headers), 400, 'invalid-body');
      });

      test.each(seenBySchema)('are 400 invalid-body with %s', async (___, body) => {
        expectProblem(await refused(body, headers), 400, 'invalid-body');
      });

      test.each(unseen)('are 400 invalid-field with %s', async (___, body, member, detail) => {
        expectProblem(await refused(body, headers), 400, 'invalid-field', {
          errors: [{ pointer: `#/${member}`, detail: expect.stringContaining(detail) }],
        });
      });
    });

    test.each([
      ['no JSON', 'text/plain', '{"content":"Sup3rSecret"'],
      ['no object', 'text/plain', '"Sup3rSecret"'],
      ['not acceptable', 'text/plain', '{"content":["Sup3rSecret"],"title":"Sup3rSecret\\n"}'],
      ['no JSON to API Gateway', 'application/json', '{"content":"Sup3rSecret"'],
      ['not acceptable to API Gateway', 'application/json', '{"content":["Sup3rSecret"],"title":"Sup3rSecret\\n"}'],
    ])('are not quoted when they are %s', async (__, type, body) => {
      expect((await refused(body, { 'content-type': type })).text).not.toContain('Sup3r');
    });
  });
});

/** Sends a body, and makes sure that it changes nothing: neither the note that all are sent to nor the list. */
function refusing(api: Target, send: Send): (body: string | object, headers: Headers) => Promise<Answer> {
  const notes = new Notes(api);
  let note: NoteDocument;
  beforeAll(async () => { note = await notes.create({ content: 'before', title: 'before' }); });
  return async (body, headers) => {
    const answer = await send(notes, note.id, body, headers);
    expect((await notes.list()).json).toEqual({ notes: [note] });
    return answer;
  };
}
