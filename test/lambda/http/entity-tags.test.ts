import { entityTags } from '../../../lambda/http/entity-tags';
import { lists, opaqueTag, revisionOf } from '../../../lambda/note/entity-tag';

test.each([
  ['"a"', ['a']],
  ['W/"a"', ['a']],
  ['a', ['a']],
  ['"a", W/"b" ,c', ['a', 'b', 'c']],
  ['"a,b", "c"', ['a,b', 'c']],
  [', "a",, ', ['a']],
  ['""', ['']],
  [' * ', '*'],
  ['"*"', ['*']],
])('%p lists %p', (header, tags) => {
  expect(entityTags(header)).toEqual(tags);
});

test.each(['', ' ', ',', '"a', 'a"', '"a" "b"', '"a"b', '"a", *', 'W/', 'a b', '"a\tb"', '"\u0001"'])(
  '%p is no list of entity tags',
  (header) => {
    expect(() => entityTags(header)).toThrow(expect.objectContaining({ code: 'invalid-precondition' }));
  },
);

test.each([
  ['"a"', 'a', true],
  ['W/"a"', 'a', true],
  ['"A"', 'a', false],
  ['"ab"', 'a', false],
  ['*', 'anything', true],
  ['"0"', '0', true],
])('%s names the revision %s: %s', (header, revision, expected) => {
  expect(lists(entityTags(header), revision)).toBe(expected);
});

test('a long list that never ends well is refused without delay', () => {
  expect(() => entityTags('"a",'.repeat(50_000) + '"')).toThrow(expect.objectContaining({ code: 'invalid-precondition' }));
});

test('a tag that no revision can have names none', () => {
  expect(revisionOf(opaqueTag('ä/b'))).toBe('ä/b');
  expect([revisionOf('%61'), revisionOf('ä'), revisionOf('%')]).toEqual([undefined, undefined, undefined]);
});
