import { inUtc } from './date-time';
import { Objection, objections } from './objection';
import { Problem } from './problem';
import { NOTE_PATCH, NoteBody } from '../../src/contract/note-bodies';
import { NOTE_FIELDS, NoteField, NoteFields } from '../../src/contract/note-fields';

/** The fields of a body. A removed field is present with the value undefined. */
export type NoteMembers = { -readonly [Field in NoteField]?: NoteFields[Field] };

/** The checked fields of a body; all other members are ignored. */
export function noteMembers(body: object, { required, optional, removable }: NoteBody): NoteMembers {
  const members: Record<string, unknown> = {};
  const errors: Objection[] = [];
  for (const field of [...required, ...optional]) {
    const pointer = `#/${field}`;
    if (Object.hasOwn(body, field)) {
      const value = (body as Record<string, unknown>)[field];
      const removed = value === null && removable.includes(field);
      errors.push(...removed ? [] : objections(value, NOTE_FIELDS[field], pointer));
      members[field] = removed ? undefined : value;
    } else if (required.includes(field)) {
      errors.push({ pointer, detail: 'is required' });
    }
  }
  if (errors.length > 0) {
    throw new Problem('invalid-field', { errors });
  }
  return members;
}

/** The changes of a replacement: every field that can be changed, removed if it is left out. */
export const replacement = (members: NoteMembers): NoteMembers =>
  Object.fromEntries(NOTE_PATCH.optional.map((field) => [field, members[field]]));

/** The fields as they are stored: date-times in UTC with milliseconds. */
export function stored(members: NoteMembers): NoteMembers {
  return Object.fromEntries(Object.entries(members).map(([field, value]) =>
    [field, NOTE_FIELDS[field as NoteField].kind === 'date-time' && value !== undefined ? inUtc(value as string) : value]));
}
