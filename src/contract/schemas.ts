import { LIMITS } from './limits';
import { NOTE_FIELDS, NoteBody, NoteField } from './note-fields';
import { PROBLEMS } from './problems';

/** A JSON schema. Those of bodies mean the same in draft 4, as API Gateway's models are, and in 2020-12, as OpenAPI 3.1 has it. */
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
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly pattern?: string;
  readonly $ref?: string;
}

type Members = Pick<NoteBody, 'required' | 'optional' | 'removable'>;

/** What a body must be, as far as a schema can say it: it counts characters where the limit is in bytes, and knows no clock. */
export function bodySchema({ required, optional, removable }: Members): JsonSchema {
  const fields = [...required, ...optional];
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field, fieldSchema(field, removable.includes(field))])),
    ...required.length > 0 && { required },
  };
}

/** What a body must be to be any of these. It says nothing of a member that one of them ignores. */
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
  const { description, maxBytes, noControlCharacters } = NOTE_FIELDS[field];
  return {
    type: removable ? ['string', 'null'] : 'string',
    description,
    ...maxBytes !== undefined && { maxLength: maxBytes },
    ...noControlCharacters && { pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]*$' },
  };
}

const DATE_TIME: JsonSchema = { type: 'string', format: 'date-time', description: 'RFC 3339 in UTC. Left out where the note has none.' };
const ETAG: JsonSchema = { type: 'string', description: 'The text of the ETag header, quotes included.' };

const NOTE_PROPERTIES: Readonly<Record<string, JsonSchema>> = {
  id: { type: 'string' },
  title: { type: 'string', description: 'Left out where the note has none.' },
  createdAt: DATE_TIME,
  updatedAt: DATE_TIME,
  etag: ETAG,
};

/** The JSON documents that the API answers with, by name. */
export const DOCUMENTS = {
  Note: {
    type: 'object',
    properties: { ...NOTE_PROPERTIES, content: { type: 'string' } },
    required: ['id', 'content', 'etag'],
  },
  NoteSummary: {
    type: 'object',
    properties: {
      ...NOTE_PROPERTIES,
      snippet: { type: 'string', maxLength: LIMITS.snippetCharacters, description: 'The beginning of the content.' },
    },
    required: ['id', 'snippet', 'etag'],
  },
  CreatedNote: {
    type: 'object',
    properties: { noteId: { type: 'string' }, createdAt: DATE_TIME, updatedAt: DATE_TIME, etag: ETAG },
    required: ['noteId', 'createdAt', 'updatedAt', 'etag'],
  },
  NotesPage: {
    type: 'object',
    properties: {
      notes: { type: 'array', items: { anyOf: [{ $ref: '#/components/schemas/Note' }, { $ref: '#/components/schemas/NoteSummary' }] } },
      nextCursor: { type: 'string', description: 'Leads to the next page; left out on the last one.' },
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
        description: 'With `invalid-field` and `invalid-parameter`: what is not acceptable, and why.',
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
      current: { $ref: '#/components/schemas/Note', description: 'With `precondition-failed`: the note as it is.' },
      limit: { type: 'integer', description: 'With `note-too-large`: the bytes that a note may have.' },
      actual: { type: 'integer', description: 'With `note-too-large`: the bytes of this one, where they are known.' },
    },
    required: ['type', 'title', 'detail', 'code', 'requestId'],
  },
} as const satisfies Readonly<Record<string, JsonSchema>>;
