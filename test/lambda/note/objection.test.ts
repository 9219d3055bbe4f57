import { noteMembers } from '../../../lambda/note/note-members';
import { objections } from '../../../lambda/note/objection';
import { Problem } from '../../../lambda/note/problem';
import { LIMITS } from '../../../src/contract/limits';
import { WHOLE_NOTE } from '../../../src/contract/note-bodies';
import { MORE_FIELDS } from '../more-fields';

/** The errors of a refused body. */
function errors(body: object): unknown {
  try {
    return noteMembers(body, WHOLE_NOTE);
  } catch (error) {
    return (error as Problem).members.errors;
  }
}

test.each([
  ['nothing', {}, '#/content', 'is required'],
  ['a number as content', { content: 1 }, '#/content', 'must be a string'],
  ['half a character', { content: '\ud800' }, '#/content', 'must be well-formed Unicode, without lone surrogates'],
  ['a long title', { content: '', title: 'a'.repeat(LIMITS.titleBytes + 1) }, '#/title', `must be at most ${LIMITS.titleBytes} bytes of UTF-8`],
  ['a title of two lines', { content: '', title: 'a\nb' }, '#/title', 'must not contain control characters'],
  ['a number as time', { content: '', createdAt: 1 }, '#/createdAt', 'must be a string'],
  ['a text as time', { content: '', createdAt: 'now' }, '#/createdAt', 'must be an RFC 3339 date-time since 1970'],
  ['a far time', { content: '', createdAt: '9999-01-01T00:00:00Z' }, '#/createdAt', 'must be at most 5 minutes in the future'],
])('a body with %s is refused with the reason', (_, body, pointer, detail) => {
  expect(errors(body)).toEqual([{ pointer, detail }]);
});

test('a time of creation may be exactly five minutes ahead', () => {
  jest.useFakeTimers({ now: Date.parse('2026-01-01T00:00:00Z') });
  try {
    expect(errors({ content: '', createdAt: '2026-01-01T00:05:00Z' })).toMatchObject({ createdAt: '2026-01-01T00:05:00Z' });
    expect(errors({ content: '', createdAt: '2026-01-01T00:05:00.001Z' })).toMatchObject([{ pointer: '#/createdAt' }]);
  } finally {
    jest.useRealTimers();
  }
});

test.each<[string, unknown, [at: string, detail: string][]]>([
  ['as many as it may have', ['a', 'b', 'c'], []],
  ['text', 'abc', [['', 'must be a list of strings']]],
  ['one too many', ['a', 'b', 'c', 'd'], [['', 'must have at most 3 items']]],
  ['the same twice', ['a', 'b', 'a'], [['/2', 'must not be repeated']]],
  ['a number and an empty text', [1, 'b', ''], [['/0', 'must be a string'], ['/2', 'must be at least 1 bytes of UTF-8']]],
  ['the shortest and the longest', ['a', 'a'.repeat(9)], []],
  ['a text that is too long', ['a'.repeat(10)], [['/0', 'must be at most 9 bytes of UTF-8']]],
])('a list of texts: %s', (_, value, expected) => {
  expect(objections(value, MORE_FIELDS.sampleTexts, '#/sampleTexts'))
    .toEqual(expected.map(([at, detail]) => ({ pointer: `#/sampleTexts${at}`, detail })));
});
