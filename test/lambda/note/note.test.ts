import { parseDateTime } from '../../../lambda/note/date-time';
import { etag, newNote, noteDocument, noteSummary } from '../../../lambda/note/note';
import { noteMembers, replacement } from '../../../lambda/note/note-members';
import { Problem } from '../../../lambda/note/problem';
import { itemSize, itemToNote, noteToItem } from '../../../lambda/store/note-item';
import { WHOLE_NOTE } from '../../../src/contract/note-bodies';

test('a note comes back from its item as it was', () => {
  const note = newNote({ content: 'Buy milk', title: 'Errands', createdAt: '2020-01-01T00:00:00Z' }, new Date());
  expect(itemToNote(noteToItem('alice', note))).toEqual(note);
});

test('a member that a note does not have is no attribute', () => {
  expect(Object.keys(noteToItem('alice', newNote({ content: '' }, new Date())))).toEqual(['PK', 'SK', 'noteContent', 'createdAt', 'updatedAt', 'rev']);
});

test('notes of one millisecond keep their order', () => {
  jest.useFakeTimers({ now: Date.parse('2026-01-01T00:00:00Z') });
  try {
    const ids = Array.from({ length: 1000 }, () => newNote({ content: '' }, new Date()).id);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(1000);
  } finally {
    jest.useRealTimers();
  }
});

test('a revision is at least 96 random bits', () => {
  const revisions = Array.from({ length: 1000 }, () => newNote({ content: '' }, new Date()).rev!);
  expect(new Set(revisions).size).toBe(1000);
  for (const revision of revisions) {
    expect(Buffer.from(revision, 'base64url').length).toBeGreaterThanOrEqual(12);
  }
});

test('the size of an item is the UTF-8 bytes of its names and values', () => {
  expect(itemSize({ PK: { S: 'ä' }, title: { S: '€😀' } })).toBe(2 + 2 + 5 + 3 + 4);
});

test.each([
  ['2020-01-01 00:00:00Z', Date.UTC(2020, 0, 1)],
  ['2020-12-31T23:59:59.999+23:59', Date.UTC(2020, 11, 31, 0, 0, 59, 999)],
  ['2000-02-29T00:00:00Z', Date.UTC(2000, 1, 29)],
  ['1900-02-29T00:00:00Z', undefined],
  ['2020-04-31T00:00:00Z', undefined],
  ['2020-01-00T00:00:00Z', undefined],
  ['2020-00-10T00:00:00Z', undefined],
  ['2020-13-01T00:00:00Z', undefined],
  ['2020-99-99T00:00:00Z', undefined],
  ['+002020-01-01T00:00:00Z', undefined],
  ['2020-01-01T00:00:00.Z', undefined],
  ['2020-01-01T00:00:00Z\n', undefined],
  [' 2020-01-01T00:00:00Z', undefined],
])('RFC 3339 reads %p as %p', (text, time) => {
  expect(parseDateTime(text)).toBe(time);
});

test('a member that a body only inherits is not a member', () => {
  expect(() => noteMembers(Object.create({ content: 'inherited' }), { ...WHOLE_NOTE, optional: [] }))
    .toThrow(expect.objectContaining({ code: 'invalid-field' }));
  expect(noteMembers(Object.create({ title: 'inherited' }), { ...WHOLE_NOTE, required: [], optional: ['title'] })).toEqual({});
});

test('a note as a client sees it has its id, its fields, the time of its last write and its entity tag', () => {
  const note = newNote({ content: 'Buy milk', title: 'Errands', createdAt: '2020-01-01T00:00:00Z' }, new Date(), 'errands');
  const { updatedAt, rev } = note;
  expect(noteDocument(note)).toEqual({
    id: 'errands', content: 'Buy milk', title: 'Errands', createdAt: '2020-01-01T00:00:00.000Z', updatedAt, etag: `"${rev}"`,
  });
});

test('a summary has a snippet in place of the content', () => {
  const note = newNote({ content: 'a'.repeat(1_000), title: 'Errands' }, new Date(), 'errands');
  const { createdAt, updatedAt } = note;
  expect(noteSummary(note)).toEqual({ id: 'errands', title: 'Errands', createdAt, updatedAt, etag: etag(note), snippet: 'a'.repeat(200) });
});

test('a row with content only is a note with the entity tag "0"', () => {
  const note = itemToNote({ PK: { S: 'alice' }, SK: { S: '1' }, noteContent: { S: 'Buy milk' } });
  expect(JSON.parse(JSON.stringify(noteDocument(note!)))).toEqual({ id: '1', content: 'Buy milk', etag: '"0"' });
});

test('a new note without content is empty', () => {
  expect(newNote({}, new Date()).content).toBe('');
});

test('a replacement removes the fields that it leaves out, but not the time of creation', () => {
  expect(replacement({ content: 'Buy milk', createdAt: '2020-01-01T00:00:00Z' })).toStrictEqual({
    content: 'Buy milk', title: undefined, tags: undefined,
  });
});

test('a problem has the headers of its kind, and those that it is given', () => {
  expect(new Problem('temporarily-unavailable', {}, { headers: { ETag: '"1"' } }).headers).toEqual({ 'Retry-After': expect.any(String), 'ETag': '"1"' });
  expect(new Problem('note-not-found').headers).toEqual({});
});
