import fc from 'fast-check';
import { parseDateTime } from '../../../lambda/note/date-time';
import { noteMembers } from '../../../lambda/note/note-members';
import { Problem } from '../../../lambda/note/problem';
import { NOTE_PATCH, REPLACEMENT, WHOLE_NOTE } from '../../../src/contract/note-bodies';
import { NOTE_FIELDS, NoteField, NoteFieldRow, TextRule } from '../../../src/contract/note-fields';
import { body } from '../bodies';

/** Whether a text satisfies a rule. */
const isText = (value: unknown, { minBytes = 0, maxBytes = Infinity, noControlCharacters = false }: TextRule = {}): value is string =>
  typeof value === 'string' && value.isWellFormed() && Buffer.byteLength(value) >= minBytes && Buffer.byteLength(value) <= maxBytes
  && !(noControlCharacters && /[\0-\x1f\x7f-\x9f]/.test(value));

/** The errors of a value of each kind: the pointers below that of the field. */
function faults(row: NoteFieldRow, value: unknown): string[] {
  switch (row.kind) {
    case 'text': return isText(value, row) ? [] : [''];
    case 'texts': return !Array.isArray(value) || value.length > row.maxItems ? [''] : value.flatMap((item, at) =>
      isText(item, row.items) && value.indexOf(item) === at ? [] : [`/${at}`]);
    case 'date-time': return isText(value) && (parseDateTime(value) ?? Infinity) <= Date.now() + (row.within ?? Infinity) ? [] : [''];
  }
}

test.each([WHOLE_NOTE, REPLACEMENT, NOTE_PATCH])(
  'any object is a $name with exactly the members that obey the rules, or is refused for each that does not',
  (kind) => {
    const fields = [...kind.required, ...kind.optional];
    const seen = { accepted: 0, refused: 0, several: 0 };
    fc.assert(
      fc.property(body, (object) => {
        const given = Object.fromEntries(Object.entries(object).filter(([name]) => fields.includes(name as NoteField)));
        const isRemoved = (field: NoteField) => kind.removable.includes(field) && given[field] === null;
        const faultsOf = (field: NoteField) => field in given
          ? isRemoved(field) ? [] : faults(NOTE_FIELDS[field], given[field])
          : kind.required.includes(field) ? [''] : [];
        const wrong = fields.flatMap((field) => faultsOf(field).map((below) => `#/${field}${below}`));
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
            members: { errors: wrong.map((pointer) => ({ pointer, detail: expect.any(String) })) },
          });
          seen.refused++;
          seen.several += Number(wrong.length > 1);
        }
      }),
      { numRuns: 2000 },
    );
    expect(Math.min(seen.accepted, seen.refused, 30 * seen.several)).toBeGreaterThan(100);
  },
);
