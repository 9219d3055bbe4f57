import { parseDateTime } from './date-time';
import { hasControlCharacter, utf8Length } from './text';
import { DateTimeField, NoteFieldRow, TextRule, TextsField } from '../../src/contract/note-fields';

/** An invalid member of the body: its position, and why it is invalid. */
export interface Objection {
  readonly pointer: string;
  readonly detail: string;
}

/** The reasons why a field does not accept a value; none for a valid value. */
export function objections(value: unknown, row: NoteFieldRow, pointer: string): Objection[] {
  if (row.kind === 'texts') {
    return textsObjections(value, row, pointer);
  }
  const detail = row.kind === 'text' ? textObjection(value, row) : dateTimeObjection(value, row);
  return detail ? [{ pointer, detail }] : [];
}

export function textObjection(value: unknown, { minBytes, maxBytes, noControlCharacters }: TextRule): string | undefined {
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
  return noControlCharacters && hasControlCharacter(value) ? 'must not contain control characters' : undefined;
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
    const detail = textObjection(item, items) ?? (value.indexOf(item) < at ? 'must not be repeated' : undefined);
    return detail ? [{ pointer: `${pointer}/${at}`, detail }] : [];
  });
}
