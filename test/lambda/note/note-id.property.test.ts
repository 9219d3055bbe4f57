import fc from 'fast-check';
import { newNote } from '../../../lambda/note/note';
import { isChosenId, isNoteId } from '../../../lambda/note/note-id';
import { anyString, text, textAround } from '../arbitraries';

const CHOSEN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';
const chosenId = fc.string({ unit: fc.constantFrom(...CHOSEN), minLength: 1, maxLength: 128, size: 'max' });

test('the id of a note is 1 to 1024 bytes without a tilde, which DynamoDB sorts before all internal rows', () => {
  const seen = { ids: 0, others: 0 };
  fc.assert(fc.property(fc.oneof(text(), textAround(1024), fc.uuid()), (id) => {
    const bytes = Buffer.from(id);
    const expected = bytes.length >= 1 && bytes.length <= 1024 && !bytes.includes('~') && Buffer.compare(bytes, Buffer.from('~')) < 0;
    expect(isNoteId(id)).toBe(expected);
    seen[expected ? 'ids' : 'others']++;
  }), { numRuns: 1000 });
  expect(Math.min(seen.ids, seen.others)).toBeGreaterThan(100);
});

test('an id with a tilde anywhere is none', () => {
  fc.assert(fc.property(text(), text(), (before, after) => {
    expect(isNoteId(`${before}~${after}`)).toBe(false);
  }));
});

test('a client may choose 1 to 128 letters, digits, underscores and hyphens of ASCII, and every such id is that of a note', () => {
  fc.assert(fc.property(chosenId, (id) => {
    expect([isChosenId(id), isNoteId(id)]).toEqual([true, true]);
  }));
});

test('a client may not choose an id with any other character, or a longer one', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        anyString({ minLength: 1 }).filter((id) => [...id].some((character) => !CHOSEN.includes(character))),
        fc.constant(''),
      ),
      chosenId,
      (other, id) => {
        expect(isChosenId(other)).toBe(false);
        expect(isChosenId(other + id)).toBe(other === '');
        expect(isChosenId(id + other)).toBe(other === '');
        expect(isChosenId(id.padEnd(129, 'a'))).toBe(false);
      },
    ),
  );
});

test('the id of a new note is one that a client may choose, and sorts by its date', () => {
  const time = fc.date({ min: new Date(0), max: new Date(Date.now()), noInvalidDate: true });
  fc.assert(fc.property(time, time, (first, second) => {
    const [firstId, secondId] = [first, second].map((date) => newNote({ content: '', createdAt: date.toISOString() }, new Date()).id);
    expect([isChosenId(firstId), isNoteId(firstId)]).toEqual([true, true]);
    fc.pre(first.getTime() !== second.getTime());
    expect(firstId < secondId).toBe(first < second);
  }));
});
