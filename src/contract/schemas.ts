import { LIMITS } from './limits';
import { NoteBody } from './note-bodies';
import { NOTE_FIELD_NAMES, NOTE_FIELDS, NoteField, NoteFieldKind, NoteFieldRow, SUMMARY_FIELDS, TextRule } from './note-fields';
import { PROBLEMS } from './problems';

/** A JSON schema. Schemas of bodies mean the same in draft 4 (API Gateway's models) and in 2020-12 (OpenAPI 3.1). */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minimum?: number;
  readonly pattern?: string;
  readonly $ref?: string;
}

type Members = Pick<NoteBody, 'required' | 'optional' | 'removable'>;

/** The schema of a body. It is less strict than the functions: it counts characters instead of bytes, and cannot compare times. */
export function bodySchema({ required, optional, removable }: Members): JsonSchema {
  const fields = [...required, ...optional];
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field, fieldSchema(field, removable.includes(field))])),
    ...required.length > 0 && { required },
  };
}

/** The schema that each of these bodies satisfies. It omits members that one of them ignores. */
export function sharedBodySchema(bodies: readonly NoteBody[]): JsonSchema {
  const fields = new Set(bodies.flatMap(({ optional, required }) => [...required, ...optional]));
  const shared = [...fields].filter((field) => bodies.every(({ optional, required }) => [...required, ...optional].includes(field)));
  const isRequired = (field: NoteField) => bodies.every(({ required }) => required.includes(field));
  return bodySchema({
    required: shared.filter(isRequired),
    optional: shared.filter((field) => !isRequired(field)),
    removable: shared.filter((field) => bodies.some(({ removable }) => removable.includes(field))),
  });
}

function fieldSchema(field: NoteField, removable: boolean): JsonSchema {
  const row = NOTE_FIELDS[field];
  const { type, ...others } = sentSchema(row);
  return { type: removable ? [type as string, 'null'] : type, description: row.description, ...others };
}

/** The schema of a value that a client sends. */
function sentSchema(row: NoteFieldRow): JsonSchema {
  switch (row.kind) {
    case 'text': return textSchema(row);
    case 'texts': return { type: 'array', maxItems: row.maxItems, uniqueItems: true, items: textSchema(row.items) };
    case 'date-time': return { type: 'string' };
  }
}

/** The most bytes of a character in UTF-8. */
const MAX_CHARACTER_BYTES = 4;

function textSchema({ minBytes, maxBytes, noControlCharacters }: TextRule): JsonSchema {
  return {
    type: 'string',
    ...minBytes !== undefined && { minLength: Math.ceil(minBytes / MAX_CHARACTER_BYTES) },
    ...maxBytes !== undefined && { maxLength: maxBytes },
    ...noControlCharacters && { pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]*$' },
  };
}

const ABSENT = 'Absent if the note has none.';
const DATE_TIME: JsonSchema = { type: 'string', format: 'date-time', description: `RFC 3339 in UTC. ${ABSENT}` };
const ETAG: JsonSchema = { type: 'string', description: 'The text of the ETag header, quotes included.' };

/** The schemas of the values in responses. */
const ANSWERED: Readonly<Record<NoteFieldKind, JsonSchema>> = {
  'text': { type: 'string' },
  'texts': { type: 'array', items: { type: 'string' } },
  'date-time': DATE_TIME,
};

function answeredSchema(field: NoteField): JsonSchema {
  const { kind, required } = NOTE_FIELDS[field];
  const schema = ANSWERED[kind];
  return required ? schema : { ...schema, description: schema.description ?? ABSENT };
}

function noteSchema(fields: readonly NoteField[], others: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return {
    type: 'object',
    properties: {
      id: { type: 'string' },
      ...Object.fromEntries(fields.map((field) => [field, answeredSchema(field)])),
      updatedAt: DATE_TIME,
      etag: ETAG,
      ...others,
    },
    required: ['id', ...fields.filter((field) => NOTE_FIELDS[field].required), ...Object.keys(others), 'etag'],
  };
}

const SNIPPET = { type: 'string', maxLength: LIMITS.snippetCharacters, description: 'The beginning of the content.' };

/** The JSON documents that the API answers with, by name. */
export const DOCUMENTS = {
  Note: noteSchema(NOTE_FIELD_NAMES, {}),
  NoteSummary: noteSchema(SUMMARY_FIELDS, { snippet: SNIPPET }),
  CreatedNote: {
    type: 'object',
    properties: { noteId: { type: 'string' }, createdAt: DATE_TIME, updatedAt: DATE_TIME, etag: ETAG },
    required: ['noteId', 'createdAt', 'updatedAt', 'etag'],
  },
  NotesPage: {
    type: 'object',
    properties: {
      notes: { type: 'array', items: { anyOf: [{ $ref: '#/components/schemas/Note' }, { $ref: '#/components/schemas/NoteSummary' }] } },
      nextCursor: { type: 'string', description: 'The cursor of the next page. Absent on the last page.' },
    },
    required: ['notes'],
  },
  Problem: {
    type: 'object',
    description: 'A problem document (RFC 9457).',
    properties: {
      type: { type: 'string', description: '`urn:notes-api:problem:` and the code.' },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string' },
      code: { type: 'string', enum: Object.keys(PROBLEMS) },
      requestId: { type: 'string' },
      errors: {
        type: 'array',
        description: 'With `invalid-field` and `invalid-parameter`: the invalid values, and why they are invalid.',
        items: {
          type: 'object',
          properties: {
            pointer: { type: 'string', description: 'The member of the body (RFC 6901).' },
            parameter: { type: 'string' },
            detail: { type: 'string' },
          },
          required: ['detail'],
        },
      },
      current: { $ref: '#/components/schemas/Note', description: 'With `precondition-failed`: the current note.' },
      limit: { type: 'integer', description: 'With `note-too-large`: the maximum size of a note, or of a body, in bytes.' },
      actual: { type: 'integer', description: 'With `note-too-large`: the size of this note or body in bytes, if it is known.' },
    },
    required: ['type', 'title', 'detail', 'code', 'requestId'],
  },
} satisfies Readonly<Record<string, JsonSchema>>;
