import { Request } from '../../../lambda/http/request';
import { proxyEvent } from '../event';

const request = (...args: Parameters<typeof proxyEvent>) => new Request(proxyEvent(...args), 'bob');
const requestOf = (owner: string) => new Request(proxyEvent(), owner);
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

test.each([
  ['a stage', '/notes/{userId}', '/prod/notes/alice', '/prod/notes/bob/1'],
  ['a stage, from a note', '/notes/{userId}/{id}', '/prod/notes/alice/2', '/prod/notes/bob/1'],
  ['nothing, as on a custom domain', '/notes/{userId}', '/notes/alice', '/notes/bob/1'],
  ['a base path', '/notes/{userId}', '/v1/api/notes/alice', '/v1/api/notes/bob/1'],
  ['a resource of another API of the same name', '/notes/notes/{userId}', '/prod/notes/notes/alice', '/prod/notes/notes/bob/1'],
  ['a resource of another API', '/team/notes/{userId}', '/prod/team/notes/alice', '/prod/team/notes/bob/1'],
  ['a stage, and a slash at the end of the path', '/notes/{userId}', '/prod/notes/alice/', '/prod/notes/bob/1'],
])('a link stays behind %s', (_, resource, path, link) => {
  expect(request({ resource }, path).noteLink('1')).toBe(link);
});

test('a link leaves the colon of an identity id as policies have it', () => {
  expect(requestOf('us-east-1:1').noteLink('1')).toBe('/prod/notes/us-east-1:1/1');
});

test('a link encodes user id and note id', () => {
  expect(requestOf('a b&c').noteLink('ü')).toBe('/prod/notes/a%20b%26c/%C3%BC');
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

test('a byte order mark makes a body no JSON, whether or not it comes as base64', () => {
  const invalid = expect.objectContaining({ code: 'invalid-json' });
  expect(() => request({ body: '\ufeff{}' }).json()).toThrow(invalid);
  expect(() => request(base64('\ufeff{}')).json()).toThrow(invalid);
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
