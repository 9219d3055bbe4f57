import { FEED_FIELDS } from './changes';
import { LIMITS } from './limits';
import { NoteBody } from './note-bodies';
import { NOTE_FIELD_NAMES, NOTE_FIELDS, NoteField, NoteFieldKind, NoteFieldRow, NoteFieldValue, SUMMARY_FIELDS, TextRule } from './note-fields';
import { NotesOption } from './options';
import { PROBLEMS } from './problems';

/** A JSON schema of OpenAPI 3.1 (2020-12). Models of API Gateway are in draft 4, where everything but `examples` means the same. */
export interface JsonSchema {
  readonly 'type'?: string | readonly string[];
  readonly 'description'?: string;
  readonly 'properties'?: Readonly<Record<string, JsonSchema>>;
  readonly 'required'?: readonly string[];
  readonly 'items'?: JsonSchema;
  readonly 'anyOf'?: readonly JsonSchema[];
  readonly 'oneOf'?: readonly JsonSchema[];
  readonly 'enum'?: readonly string[];
  readonly 'default'?: unknown;
  readonly 'format'?: string;
  readonly 'minLength'?: number;
  readonly 'maxLength'?: number;
  readonly 'maxItems'?: number;
  readonly 'uniqueItems'?: boolean;
  readonly 'minimum'?: number;
  readonly 'pattern'?: string;
  readonly 'examples'?: readonly unknown[];
  readonly 'x-enum-varnames'?: readonly string[];
  readonly '$ref'?: string;
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

/**
 * The schema that each of these bodies satisfies, for API Gateway. It omits members that one of them ignores, and formats: a validator
 * may refuse date-times that the functions accept.
 */
export function sharedBodySchema(bodies: readonly NoteBody[]): JsonSchema {
  const fields = new Set(bodies.flatMap(({ optional, required }) => [...required, ...optional]));
  const shared = [...fields].filter((field) => bodies.every(({ optional, required }) => [...required, ...optional].includes(field)));
  const isRequired = (field: NoteField) => bodies.every(({ required }) => required.includes(field));
  const { properties, ...schema } = bodySchema({
    required: shared.filter(isRequired),
    optional: shared.filter((field) => !isRequired(field)),
    removable: shared.filter((field) => bodies.some(({ removable }) => removable.includes(field))),
  });
  return { ...schema, properties: Object.fromEntries(Object.entries(properties!).map(([field, rule]) => [field, modelSchema(rule)])) };
}

const modelSchema = ({ format, examples, ...others }: JsonSchema): JsonSchema => others;

function fieldSchema(field: NoteField, removable: boolean): JsonSchema {
  const row = NOTE_FIELDS[field];
  const { type, ...others } = sentSchema(row);
  return { type: removable ? [type as string, 'null'] : type, description: row.description, ...others, examples: [EXAMPLES[field]] };
}

/** The schema of a value that a client sends. */
function sentSchema(row: NoteFieldRow): JsonSchema {
  switch (row.kind) {
    case 'text': return textSchema(row);
    case 'texts': return { type: 'array', maxItems: row.maxItems, uniqueItems: true, items: textSchema(row.items) };
    case 'date-time': return { type: 'string', format: 'date-time' };
  }
}

/** The maximum number of bytes of a character in UTF-8. */
const MAX_CHARACTER_BYTES = 4;

export function textSchema({ minBytes, maxBytes, noControlCharacters }: TextRule): JsonSchema {
  return {
    type: 'string',
    ...minBytes !== undefined && { minLength: Math.ceil(minBytes / MAX_CHARACTER_BYTES) },
    ...maxBytes !== undefined && { maxLength: maxBytes },
    ...noControlCharacters && { pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]*$' },
  };
}

/** The values of an example note. */
const EXAMPLES: Readonly<Record<NoteField, NoteFieldValue>> = {
  content: 'Buy milk',
  title: 'Errands',
  createdAt: '2025-02-24T17:01:32.142Z',
  tags: ['shopping', 'home'],
};

const ABSENT = 'Absent if the note has none.';
const DATE_TIME: JsonSchema = {
  type: 'string', format: 'date-time', description: `RFC 3339 in UTC. ${ABSENT}`, examples: [EXAMPLES.createdAt],
};
const ETAG: JsonSchema = { type: 'string', description: 'The text of the ETag header, quotes included.', examples: ['"dc5j9oag6ROT7Yox"'] };
export const NOTE_ID: JsonSchema = {
  type: 'string', description: 'The id of the note.', examples: ['019538f8-1c0e-7a3b-9d2e-8f4a6b1c0d5e'],
};

/** The schemas of the values in responses. */
const ANSWERED: Readonly<Record<NoteFieldKind, JsonSchema>> = {
  'text': { type: 'string' },
  'texts': { type: 'array', items: { type: 'string' } },
  'date-time': DATE_TIME,
};

function answeredSchema(field: NoteField): JsonSchema {
  const { kind, required } = NOTE_FIELDS[field];
  const schema = ANSWERED[kind];
  return { ...schema, ...!required && { description: schema.description ?? ABSENT }, examples: [EXAMPLES[field]] };
}

function noteSchema(description: string, fields: readonly NoteField[], others: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return {
    type: 'object',
    description,
    properties: {
      id: NOTE_ID,
      ...Object.fromEntries(fields.map((field) => [field, answeredSchema(field)])),
      updatedAt: DATE_TIME,
      etag: ETAG,
      ...others,
    },
    required: ['id', ...fields.filter((field) => NOTE_FIELDS[field].required), ...Object.keys(others), 'etag'],
  };
}

const NOTE = noteSchema('A note.', NOTE_FIELD_NAMES, {});
const SNIPPET = {
  type: 'string', maxLength: LIMITS.snippetCharacters, description: 'The beginning of the content.', examples: [EXAMPLES.content],
};

/** Without siblings, which some generators drop. */
const reference = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

/** The JSON documents that the API answers with, by name. */
export const DOCUMENTS = {
  Note: NOTE,
  NoteSummary: noteSchema('A note that has only the beginning of its content.', SUMMARY_FIELDS, { snippet: SNIPPET }),
  ListedNote: { description: 'A `Note`, or with `view=summary` a `NoteSummary`.', oneOf: [reference('Note'), reference('NoteSummary')] },
  CurrentNote: {
    ...NOTE,
    description: 'The stored note, which does not meet the precondition. The answer to a `DELETE` omits its content, its title and its tags.',
    required: ['id', 'etag'],
  },
  CreatedNote: {
    type: 'object',
    description: 'The id and the state of a new note.',
    properties: { noteId: NOTE_ID, createdAt: DATE_TIME, updatedAt: DATE_TIME, etag: ETAG },
    required: ['noteId', 'createdAt', 'updatedAt', 'etag'],
  },
  NotesPage: {
    type: 'object',
    description: 'A page of a list.',
    properties: {
      notes: { type: 'array', items: reference('ListedNote') },
      nextCursor: { type: 'string', description: 'The cursor of the next page. Absent on the last page.' },
    },
    required: ['notes'],
  },
  Problem: {
    type: 'object',
    description: 'A problem document (RFC 9457).',
    properties: {
      type: { type: 'string', description: '`urn:notes-api:problem:`, followed by the code.', examples: ['urn:notes-api:problem:note-not-found'] },
      title: { type: 'string', description: 'The kind of problem in words.', examples: [PROBLEMS['note-not-found'].title] },
      status: { type: 'integer', description: 'The HTTP status. Absent with `refused`.', examples: [PROBLEMS['note-not-found'].status] },
      detail: { type: 'string', description: 'The problem in words.', examples: [PROBLEMS['note-not-found'].detail] },
      code: reference('ProblemCode'),
      requestId: { type: 'string', description: 'The id of the request, also in the log.', examples: ['51d9c9f2-3f0c-4e3b-a3a0-9e1f3a1c8d55'] },
      errors: {
        type: 'array',
        description: 'With `invalid-field` and `invalid-parameter`: the invalid values, and why they are invalid.',
        items: reference('InvalidValue'),
      },
      current: reference('CurrentNote'),
      limit: { type: 'integer', description: 'With `note-too-large`: the maximum size of a note, or of a body, in bytes.' },
      actual: { type: 'integer', description: 'With `note-too-large`: the size of this note or body in bytes, if it is known.' },
    },
    required: ['type', 'title', 'detail', 'code', 'requestId'],
  },
  ProblemCode: {
    'type': 'string',
    'description': 'The kind of problem, for programs.',
    'enum': Object.keys(PROBLEMS),
    // Generators spell a hyphen out in names.
    'x-enum-varnames': Object.keys(PROBLEMS).map((code) => code.toUpperCase().replaceAll('-', '_')),
  },
  InvalidValue: {
    type: 'object',
    description: 'An invalid value of a request: a member of the body or a parameter.',
    properties: {
      pointer: { type: 'string', description: 'The member of the body (RFC 6901).', examples: ['#/content'] },
      parameter: { type: 'string', description: 'The name of the parameter.', examples: ['limit'] },
      detail: { type: 'string', description: 'Why the value is invalid.', examples: ['must be a string'] },
    },
    required: ['detail'],
  },
} satisfies Readonly<Record<string, JsonSchema>>;

const CHANGED_NOTE = noteSchema('A change: a note without its content, or with `deletedAt` the deletion of one.', FEED_FIELDS, {});
const CHANGED_AT: JsonSchema = { ...DATE_TIME, description: 'When the note was deleted. Absent if it was not.' };
const EXPIRES_AT: JsonSchema = { ...DATE_TIME, description: 'When the note expires, without a further change in the feed. Absent if it does not expire.' };

/** The documents that options refer to. */
const FURTHER_DOCUMENTS: Readonly<Record<string, JsonSchema>> = {
  ChangedNote: { ...CHANGED_NOTE, properties: { ...CHANGED_NOTE.properties, expiresAt: EXPIRES_AT, deletedAt: CHANGED_AT } },
  ListedOrChangedNote: {
    description: 'A `ListedNote`, or with `since` a `ChangedNote`.', anyOf: [reference('ListedNote'), reference('ChangedNote')],
  },
};

const DELETED_AT: JsonSchema = {
  type: 'string', format: 'date-time', description: 'When the note was deleted. Absent unless it is in the trash.', examples: [EXAMPLES.createdAt],
};

/** The members that an option adds to documents. */
const FURTHER_MEMBERS: Readonly<Record<NotesOption, Readonly<Record<string, Readonly<Record<string, JsonSchema>>>>>> = {
  trash: { Note: { deletedAt: DELETED_AT }, NoteSummary: { deletedAt: DELETED_AT }, CurrentNote: { deletedAt: DELETED_AT } },
  changes: {
    NotesPage: {
      notes: { type: 'array', items: reference('ListedOrChangedNote') },
      hasMore: { type: 'boolean', description: 'With `since`: `true` if there are more changes. Absent otherwise.' },
      nextSince: { type: 'string', description: 'With `since`: the `since` of the next request.' },
    },
  },
};

/** The JSON documents of an API with these options. */
export const documentsWith = (options: readonly NotesOption[]): Readonly<Record<string, JsonSchema>> =>
  options.reduce((documents, option) => ({
    ...documents,
    ...Object.fromEntries(Object.entries(FURTHER_MEMBERS[option]).map(([name, members]) =>
      [name, { ...documents[name], properties: { ...documents[name].properties, ...members } }])),
  }), { ...DOCUMENTS, ...FURTHER_DOCUMENTS } as Readonly<Record<string, JsonSchema>>);
