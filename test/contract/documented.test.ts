import { Documentation } from './documented';

const documentation = new Documentation();

const headers = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'private, no-cache',
  'x-content-type-options': 'nosniff',
  'x-request-id': 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
  'x-amzn-requestid': 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
  'date': 'Tue, 15 Nov 1994 08:12:31 GMT',
};
const note = { id: '1', content: 'c', createdAt: '2020-01-01T00:00:00.000Z', etag: '"0"' };
const problem = {
  type: 'urn:notes-api:problem:note-not-found',
  title: 'not found',
  status: 404,
  detail: 'd',
  code: 'note-not-found',
  requestId: 'r',
};
const problemHeaders = { ...headers, 'content-type': 'application/problem+json; charset=utf-8' };

interface Given {
  readonly path?: string;
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body: object | string;
}

function undocumented({ path = '/notes/alice/1?x=/y', status = 200, headers: given = headers, body }: Given): string[] {
  return documentation.undocumented('GET', path, { status, headers: given, text: typeof body === 'string' ? body : JSON.stringify(body) });
}

test.each<[name: string, given: Given]>([
  ['a note', { body: note }],
  ['a problem', { status: 404, headers: problemHeaders, body: problem }],
  ['a refusal of API Gateway by the range of its status', { status: 418, headers: problemHeaders, body: { ...problem, code: 'refused' } }],
  ['no body where there is none', { status: 304, body: '' }],
  ['an unknown route', { path: '/unknown', status: 404, headers: problemHeaders, body: { ...problem, code: 'no-such-route' } }],
])('%s is documented', (_, given) => {
  expect(undocumented(given)).toEqual([]);
});

test.each<[name: string, given: Given]>([
  ['a status', { status: 202, body: note }],
  ['a media type', { headers: { ...headers, 'content-type': 'text/html; charset=utf-8' }, body: note }],
  ['a media type without charset', { headers: { ...headers, 'content-type': 'application/json' }, body: note }],
  ['a member', { body: { ...note, PK: 'alice' } }],
  ['a missing member', { body: { id: '1', etag: '"0"' } }],
  ['a member that is null', { body: { ...note, title: null } }],
  ['a date without milliseconds', { body: { ...note, createdAt: '2020-01-01T00:00:00Z' } }],
  ['a list of neither notes nor summaries', { path: '/notes/alice', body: { notes: [{ ...note, snippet: 's' }] } }],
  ['a body that is no JSON', { body: '{' }],
  ['a body where there is none', { status: 304, body: '{}' }],
  ['a header', { headers: { ...headers, server: 'x' }, body: note }],
  ['a header of another answer', { headers: { ...headers, location: '/' }, body: note }],
  ['another value of a header', { headers: { ...headers, 'cache-control': 'public' }, body: note }],
  ['a missing header', { headers: { ...headers, 'x-request-id': '' }, body: note }],
  ['a code of another status', { status: 404, headers: problemHeaders, body: { ...problem, code: 'throttled' } }],
  ['a code of another route', { status: 400, headers: problemHeaders, body: { ...problem, code: 'invalid-cursor' } }],
  ['another answer to an unknown route', { path: '/notes/alice/1/2', body: note }],
])('%s is undocumented', (_, given) => {
  expect(undocumented(given)).not.toEqual([]);
});
