import fc from 'fast-check';
import { parseDateTime } from '../../../lambda/note/date-time';
import { noteMembers } from '../../../lambda/note/note-members';
import { Problem } from '../../../lambda/note/problem';
import { NOTE_PATCH, WHOLE_NOTE } from '../../../src/contract/note-bodies';
import { NoteField } from '../../../src/contract/note-fields';
import { body } from '../bodies';

const isText = (value: unknown): value is string => typeof value === 'string' && value.isWellFormed();

/** What the contract accepts of each member. */
const RULES: Record<NoteField, (value: unknown) => boolean> = {
  content: isText,
  title: (value) => isText(value) && Buffer.byteLength(value) <= 1024 && !/[\0-\x1f\x7f-\x9f]/.test(value),
  createdAt: (value) => isText(value) && (parseDateTime(value) ?? Infinity) <= Date.now() + 5 * 60_000,
};

test.each([WHOLE_NOTE, NOTE_PATCH])(
  'any object is a $name with exactly the members that obey the rules, or is refused for each that does not',
  (kind) => {
    const fields = [...kind.required, ...kind.optional];
    const seen = { accepted: 0, refused: 0, several: 0 };
    fc.assert(
      fc.property(body, (object) => {
        const given = Object.fromEntries(Object.entries(object).filter(([name]) => fields.includes(name as NoteField)));
        const isRemoved = (field: NoteField) => kind.removable.includes(field) && given[field] === null;
        const wrong = fields.filter((field) =>
          field in given ? !isRemoved(field) && !RULES[field](given[field]) : kind.required.includes(field),
        );
        try {
          const members = noteMembers(object, kind);
          expect(wrong).toEqual([]);
          expect(members).toStrictEqual(Object.fromEntries(Object.entries(given).map(([field, value]) => [field, value ?? undefined])));
          seen.accepted++;
        } catch (error) {
          expect(error).toBeInstanceOf(Problem);
          const { code, members } = error as Problem;
          expect({ code, members }).toEqual({
            code: 'invalid-field',
            members: { errors: wrong.map((field) => ({ pointer: `#/${field}`, detail: expect.any(String) })) },
          });
          seen.refused++;
          seen.several += Number(wrong.length > 1);
        }
      }),
      { numRuns: 2000 },
    );
    expect(Math.min(seen.accepted, seen.refused, 10 * seen.several)).toBeGreaterThan(100);
  },
);
