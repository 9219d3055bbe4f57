import fc from 'fast-check';
import { Note } from '../../../lambda/note/note';
import { checkItemSize, itemSize, itemToNote, noteToItem } from '../../../lambda/store/note-item';
import { installedEngines } from '../../../local/dynamodb/engine';
import { LIMITS } from '../../../src/contract/limits';
import { NOTE_FIELD_NAMES } from '../../../src/contract/note-fields';
import { anyString, text, textAround } from '../arbitraries';
import { FaultProxy } from '../fault-proxy';
import { NotesTable } from '../notes-table';

const id = fc.uuid();
const userId = text({ minLength: 1 });
const dateTime = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }).map((date) => date.toISOString());
const note: fc.Arbitrary<Note> = fc.record({
  id,
  content: text(),
  title: text(),
  createdAt: dateTime,
  updatedAt: dateTime,
  rev: text(),
}, { requiredKeys: ['id', 'content'] });

/** An attribute that is not a string. */
const otherAttribute = fc.constantFrom(
  { N: '5' },
  { B: new Uint8Array([1]) },
  { BOOL: true as const },
  { NULL: true as const },
  { SS: ['a'] },
  { L: [] },
  { M: {} },
);

test('any note comes back from its item as it was', () => {
  fc.assert(fc.property(userId, note, (owner, given) => {
    const absent = Object.fromEntries([...NOTE_FIELD_NAMES, 'updatedAt', 'rev'].map((member) => [member, undefined]));
    // Not toEqual, which treats an undefined member like a missing one.
    expect(itemToNote(noteToItem(owner, given))).toStrictEqual({ ...absent, ...given });
  }));
});

test('what an item has beside a note\'s attributes, and in them that is no string, is not of the note', () => {
  fc.assert(fc.property(userId, note, otherAttribute, (owner, given, attribute) => {
    const { id: noteId, content } = given;
    const item = {
      ...noteToItem(owner, given), title: attribute, createdAt: attribute, updatedAt: attribute, rev: attribute, tags: attribute,
    };
    expect(itemToNote(item as never)).toEqual({ id: noteId, content });
  }));
});

test.each<[string, fc.Arbitrary<object>]>([
  ['no content', fc.constant({ noteContent: undefined })],
  ['a content that is no string', otherAttribute.map((attribute) => ({ noteContent: attribute }))],
  ['no sort key', fc.constant({ SK: undefined })],
  ['the sort key of an internal row', text().map((rest) => ({ SK: { S: `~${rest}` } }))],
  ['a sort key with a tilde', fc.tuple(id, id).map((parts) => ({ SK: { S: parts.join('~') } }))],
])('a row with %s is no note', (_, others) => {
  fc.assert(fc.property(userId, note, others, (owner, given, other) => {
    expect(itemToNote({ ...noteToItem(owner, given), ...other } as never)).toBeUndefined();
  }));
});

test('no row is no note', () => {
  expect(itemToNote(undefined)).toBeUndefined();
});

test('the size of an item is that of all its names and values in UTF-8', () => {
  fc.assert(fc.property(fc.dictionary(anyString(), anyString()), (strings) => {
    const item = Object.fromEntries(Object.entries(strings).map(([name, value]) => [name, { S: value }]));
    const bytes = new TextEncoder().encode(Object.entries(strings).flat().map((part) => part.toWellFormed()).join(''));
    expect(itemSize(item)).toBe(bytes.length);
  }));
});

test('an item is too large from the first byte above the limit', () => {
  const seen = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(textAround(LIMITS.itemBytes - 66), textAround(40), (content, title) => {
      const item = noteToItem('u', { id: 'i', content, title });
      const actual = itemSize(item);
      if (actual > LIMITS.itemBytes) {
        expect(() => checkItemSize(item)).toThrow(
          expect.objectContaining({ code: 'note-too-large', members: { limit: LIMITS.itemBytes, actual } }),
        );
        seen.refused++;
      } else {
        expect(() => checkItemSize(item)).not.toThrow();
        seen.accepted++;
      }
    }),
    { numRuns: 100 },
  );
  expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(2);
});

describe.each(installedEngines)('on %s', (engine) => {
  const proxy = new FaultProxy();
  let table: NotesTable;
  beforeAll(async () => {
    await proxy.listen();
    table = await NotesTable.on(engine, proxy);
  });
  afterAll(async () => {
    await table.close();
    await proxy.close();
  });

  // dynalite counts UTF-16 code units where DynamoDB counts bytes.
  const filling = engine === 'dynalite' ? 'a' : '€';
  const member = engine === 'dynalite' ? fc.string() : text();

  test('the largest item is stored, and one byte more is refused', async () => {
    await fc.assert(fc.asyncProperty(member, member, async (name, title) => {
      const owner = `u${name}`;
      const given = { id: 'i', content: '', title };
      const room = LIMITS.itemBytes - itemSize(noteToItem(owner, given));
      const width = Buffer.byteLength(filling);
      const content = filling.repeat(Math.floor(room / width)) + 'a'.repeat(room % width);
      const item = noteToItem(owner, { ...given, content });
      expect(itemSize(item)).toBe(LIMITS.itemBytes);
      await table.put(item);
      await expect(table.put(noteToItem(owner, { ...given, content: `${content}a` }))).rejects.toMatchObject({ name: 'ValidationException' });
    }), { numRuns: 5 });
  });
});
