import { parseDateTime } from './date-time';
import { Problem } from './problem';
import { hasControlCharacter, utf8Length } from './text';
import { NOTE_FIELDS, NoteBody, NoteField, StringRule } from '../../src/contract/note-fields';

/** The members that a body has. One that it removes is there, and undefined. */
export type NoteMembers = Partial<Record<NoteField, string>>;

/** The members of a note that a body may have, checked; all others are ignored. */
export function noteMembers(body: object, { required, optional, removable }: NoteBody): NoteMembers {
  const members: NoteMembers = {};
  const errors: { pointer: string; detail: string }[] = [];
  for (const field of [...required, ...optional]) {
    const present = Object.hasOwn(body, field);
    const value = present ? (body as Record<string, unknown>)[field] : undefined;
    const removed = value === null && removable.includes(field);
    const detail = present ? !removed && objection(value, NOTE_FIELDS[field]) : required.includes(field) && 'is required';
    if (detail) {
      errors.push({ pointer: `#/${field}`, detail });
    } else if (present) {
      members[field] = removed ? undefined : value as string;
    }
  }
  if (errors.length > 0) {
    throw new Problem('invalid-field', { errors });
  }
  return members;
}

function objection(value: unknown, { maxBytes, noControlCharacters, dateTimeWithin }: StringRule): string | undefined {
  if (typeof value !== 'string') {
    return 'must be a string';
  }
  if (!value.isWellFormed()) {
    return 'must be well-formed Unicode, without lone surrogates';
  }
  if (maxBytes !== undefined && utf8Length(value) > maxBytes) {
    return `must be at most ${maxBytes} bytes of UTF-8`;
  }
  if (noControlCharacters && hasControlCharacter(value)) {
    return 'must not hold control characters';
  }
  if (dateTimeWithin !== undefined) {
    const time = parseDateTime(value);
    if (time === undefined) {
      return 'must be an RFC 3339 date-time since 1970';
    }
    if (time > Date.now() + dateTimeWithin) {
      return `must be at most ${dateTimeWithin / 60_000} minutes in the future`;
    }
  }
  return undefined;
}
