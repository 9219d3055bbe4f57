import { parseDateTime } from './date-time';
import { Problem } from './problem';
import { hasControlCharacter, utf8Length } from './text';
import { NOTE_PATCH, NoteBody } from '../../src/contract/note-bodies';
import { DateTimeField, NOTE_FIELDS, NoteField, NoteFieldRow, NoteFields, TextRule, TextsField } from '../../src/contract/note-fields';

/** The fields that a body has. One that it removes is there, and undefined. */
export type NoteMembers = { -readonly [Field in NoteField]?: NoteFields[Field] };

/** What is wrong with a member of the body, and where in it. */
interface Objection {
  readonly pointer: string;
  readonly detail: string;
}

/** The fields of a note that a body may have, checked; all other members are ignored. */
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

/** What a whole note changes of another: each field that can be changed, removed where it is left out. */
export const replacement = (members: NoteMembers): NoteMembers =>
  Object.fromEntries(NOTE_PATCH.optional.map((field) => [field, members[field]]));

/** The fields as they are stored: date-times in UTC with milliseconds. */
export function stored(members: NoteMembers): NoteMembers {
  return Object.fromEntries(Object.entries(members).map(([field, value]) =>
    [field, NOTE_FIELDS[field as NoteField].kind === 'date-time' && value !== undefined ? utc(value as string) : value]));
}

const utc = (text: string): string => new Date(parseDateTime(text)!).toISOString();

function objections(value: unknown, row: NoteFieldRow, pointer: string): Objection[] {
  if (row.kind === 'texts') {
    return textsObjections(value, row, pointer);
  }
  const detail = row.kind === 'text' ? textObjection(value, row) : dateTimeObjection(value, row);
  return detail ? [{ pointer, detail }] : [];
}

function textObjection(value: unknown, { minBytes, maxBytes, noControlCharacters }: TextRule): string | undefined {
  if (typeof value !== 'string') {
    return 'must be a string';
  }
  if (!value.isWellFormed()) {
    return 'must be well-formed Unicode, without lone surrogates';
  }
  if (minBytes !== undefined && utf8Length(value) < minBytes) {
    return `must be at least ${minBytes} bytes of UTF-8`;
  }
  if (maxBytes !== undefined && utf8Length(value) > maxBytes) {
    return `must be at most ${maxBytes} bytes of UTF-8`;
  }
  return noControlCharacters && hasControlCharacter(value) ? 'must not hold control characters' : undefined;
}

function dateTimeObjection(value: unknown, { within = Infinity }: DateTimeField): string | undefined {
  const detail = textObjection(value, {});
  if (detail) {
    return detail;
  }
  const time = parseDateTime(value as string);
  if (time === undefined) {
    return 'must be an RFC 3339 date-time since 1970';
  }
  return time > Date.now() + within ? `must be at most ${within / 60_000} minutes in the future` : undefined;
}

function textsObjections(value: unknown, { items, maxItems }: TextsField, pointer: string): Objection[] {
  if (!Array.isArray(value)) {
    return [{ pointer, detail: 'must be a list of strings' }];
  }
  if (value.length > maxItems) {
    return [{ pointer, detail: `must have at most ${maxItems} items` }];
  }
  return value.flatMap((item, at) => {
    const detail = textObjection(item, items) ?? (value.indexOf(item) < at ? 'must be there once' : undefined);
    return detail ? [{ pointer: `${pointer}/${at}`, detail }] : [];
  });
}
