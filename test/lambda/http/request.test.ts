import { Request } from '../../../lambda/http/request';
import { proxyEvent } from '../event';

const request = (...args: Parameters<typeof proxyEvent>) => new Request(proxyEvent(...args));
const base64 = (bytes: string | number[]) => ({ body: Buffer.from(bytes as string).toString('base64'), isBase64Encoded: true });

test('a body that API Gateway flags as base64 is decoded', () => {
  expect(request(base64('{"content":"ä"}')).json()).toEqual({ content: 'ä' });
});

test('a base64 body that is not UTF-8 is not JSON', () => {
  expect(() => request(base64([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])).json()).toThrow(expect.objectContaining({ code: 'invalid-json' }));
});

test('a missing body is not JSON', () => {
  expect(() => request().json()).toThrow(expect.objectContaining({ code: 'invalid-json' }));
});

test('a header is found in any case, with all its lines as one list', () => {
  expect(request({ multiValueHeaders: { 'IF-none-Match': ['"a"', '"b"'] } }).header('if-none-match')).toBe('"a", "b"');
  expect(request().header('if-none-match')).toBeUndefined();
});

/** URLs of a caller, the path that API Gateway passes for each, and the location of the note 1. */
test.each([
  ['http://notes.example/prod/notes/alice', '/prod/notes/alice', 'http://notes.example/prod/notes/alice/1'],
  ['http://notes.example/prod/notes/alice/', '/prod/notes/alice/', 'http://notes.example/prod/notes/alice/1'],
  ['http://notes.example/prod/notes/alice/2', '/prod/notes/alice/2', 'http://notes.example/prod/notes/alice/1'],
  ['http://notes.example/prod/notes/alice/2/', '/prod/notes/alice/2/', 'http://notes.example/prod/notes/alice/1'],
  ['http://cdn.example/notes/alice?limit=1', '/prod/notes/alice', 'http://cdn.example/notes/alice/1'],
  ['http://proxy.example/apps/notes/alice/', '/prod/notes/alice/', 'http://proxy.example/apps/notes/alice/1'],
  ['http://notes.example/notes/us-east-1:1', '/notes/us-east-1:1', 'http://notes.example/notes/us-east-1:1/1'],
  ['http://notes.example/notes/us-east-1:1/', '/notes/us-east-1:1/', 'http://notes.example/notes/us-east-1:1/1'],
  ['http://notes.example/notes/a%20b%26c:%5C%C3%BC', '/notes/a%20b%26c:%5C%C3%BC', 'http://notes.example/notes/a%20b%26c:%5C%C3%BC/1'],
])('from %s, which is %s to API Gateway, a note is at %s', (url, path, note) => {
  const [userId, id] = path.replace(/^.*?notes\//, '').split('/');
  expect(new URL(request({ pathParameters: { userId, ...id && { id } } }, path).noteReference('1'), url).href).toBe(note);
});

test.each([
  ['alice', 'alice/1'],
  ['me', 'me/1'],
  ['us-east-1:1', './us-east-1:1/1'],
  ['us-east-1%3A1', 'us-east-1%3A1/1'],
  ["a.~!$&'()*+,;=@_-%20", "a.~!$&'()*+,;=@_-%20/1"],
  ['ü \\"<>😀', '%C3%BC%20%5C%22%3C%3E%F0%9F%98%80/1'],
])('a reference leaves the user id %s as it was sent where a URI can have it', (userId, reference) => {
  expect(request({ pathParameters: { userId } }).noteReference('1')).toBe(reference);
});

test.each([
  ['application/json', 'application/json'],
  ['Application/JSON-Patch+JSON', 'application/json-patch+json'],
  [' application/json ; charset=utf-8', 'application/json'],
  ['application/json;charset=utf-8;q=1', 'application/json'],
  [undefined, undefined],
])('the media type of %p is %p', (sent, mediaType) => {
  expect(request(sent === undefined ? {} : { multiValueHeaders: { 'Content-Type': [sent] } }).mediaType).toBe(mediaType);
});

test.each(['1', '"text"', 'null', 'true', '[{}]'])('%s is JSON, but no body', (body) => {
  expect(() => request({ body }).json()).toThrow(expect.objectContaining({ code: 'invalid-body' }));
});

test.each<[string, (body: string) => object]>([
  ['as text', (body) => ({ body })],
  ['as base64', base64],
])('one byte order mark at the beginning of a body is ignored, sent %s, and no other', (_, event) => {
  const read = (body: string) => request(event(body)).json();
  expect(read('\ufeff{"content":"\ufeffa"}')).toEqual({ content: '\ufeffa' });
  for (const body of ['\ufeff\ufeff{}', ' \ufeff{}', '{}\ufeff', '\ufeff', '\ufffe{}']) {
    expect(() => read(body)).toThrow(expect.objectContaining({ code: 'invalid-json' }));
  }
});

test('an empty base64 body is not JSON', () => {
  expect(() => request({ body: null, isBase64Encoded: true }).json()).toThrow(expect.objectContaining({ code: 'invalid-json' }));
});

test.each([
  ['a%2Fb', 'a/b'],
  ['%2525', '%25'],
])('the id of a note is decoded once: %s', (sent, id) => {
  expect(request({ pathParameters: { id: sent } }).noteId()).toBe(id);
});

test.each([{ id: '%' }, { id: '~' }, { id: '' }, {}, null])('no note can have the id of the path parameters %j', (pathParameters) => {
  expect(() => request({ pathParameters }).noteId()).toThrow(expect.objectContaining({ code: 'note-not-found' }));
});

test('a request without a query has no values of a parameter', () => {
  expect(request().query('limit')).toEqual([]);
  expect(request({ multiValueQueryStringParameters: { limit: ['1', '2'] } }).query('limit')).toEqual(['1', '2']);
});

test('a request without headers has none', () => {
  const bare = request({ multiValueHeaders: null as never });
  expect([bare.header('if-match'), bare.mediaType]).toEqual([undefined, undefined]);
  expect(request({ multiValueHeaders: { 'If-Match': undefined } }).header('if-match')).toBeUndefined();
});
