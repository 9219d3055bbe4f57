import { DELETE_PARAMETERS } from './delete-parameters';
import { REQUEST_HEADERS, RequestHeader } from './headers';
import { LIMITS } from './limits';
import { LIST_PARAMETERS } from './list-parameters';
import { TAG } from './note-fields';
import { PROBLEMS } from './problems';
import { JsonSchema, NOTE_ID, textSchema } from './schemas';

// Patterns have no look-arounds, which some languages lack, and are anchored.

/** A text of these characters, without `.` and `..`: URL parsers remove them from a path (RFC 3986, section 5.2.4). */
const pathSegment = (others: string): string => `^([^.${others}]|\\.[^.${others}]|\\.\\.[^${others}])[^${others}]*$`;

/** Quoted as in RFC 9110, or without the quotes. */
const ENTITY_TAG = '(W/)?("[!#-~\\u0080-\\u00ff]*"|[^\\sW",*][^\\s",*]*|W([^\\s/",*][^\\s",*]*)?)';
const ENTITY_TAGS: JsonSchema = {
  type: 'string', minLength: 1, pattern: `^(\\*|[\\s,]*${ENTITY_TAG}(\\s*,[\\s,]*${ENTITY_TAG})*[\\s,]*)$`, examples: ['"dc5j9oag6ROT7Yox"', '*'],
};

const HEADER_SCHEMAS: Readonly<Record<RequestHeader, JsonSchema>> = {
  'Idempotency-Key': {
    type: 'string',
    minLength: 1,
    pattern: `^([!#-~][!-~]{0,${LIMITS.idempotencyKeyCharacters - 1}}|"([!#-\\[\\]-~]|\\\\["\\\\]){1,${LIMITS.idempotencyKeyCharacters}}")$`,
    examples: ['0b8f7c1e-4a0d-4c57-9d0e-6f2b8a1c3d5e'],
  },
  'If-Match': ENTITY_TAGS,
  'If-None-Match': ENTITY_TAGS,
};

const headerParameter = (name: RequestHeader) => ({ name, in: 'header', description: REQUEST_HEADERS[name], schema: HEADER_SCHEMAS[name] });

const QUERY_PARAMETERS = { ...LIST_PARAMETERS, ...DELETE_PARAMETERS };

export type QueryParameter = keyof typeof QUERY_PARAMETERS;

const DESCRIPTIONS: Readonly<Record<QueryParameter, string>> = {
  limit: 'The number of notes on a page. Values above 100 count as 100.',
  order: 'The order by id: newest or oldest first.',
  view: 'Whole notes, or summaries that have only the beginning of the content.',
  cursor: 'The `nextCursor` of the previous page.',
  tag: 'Only notes with this tag.',
  state: 'Whether to list the notes, or the deleted notes in the trash.',
  since: 'Lists changes instead of notes, oldest first. `nextSince` of the previous answer gives the changes since then, an empty value gives all changes, '
    + 'and `now` gives none, only a `nextSince` to start from. Can only be combined with `limit`.',
  permanent: 'Deletes the note permanently, even if it is already in the trash.',
};

/** The name of the parameter for a required If-Match. */
export const REQUIRED_IF_MATCH = 'RequiredIfMatch';

/** The parameters of the OpenAPI document by name. */
export const PARAMETERS: Readonly<Record<string, object>> = {
  userId: {
    name: 'userId',
    in: 'path',
    required: true,
    description: PROBLEMS['invalid-user-id'].detail,
    schema: {
      type: 'string',
      minLength: 1,
      maxLength: LIMITS.userIdBytes,
      pattern: pathSegment('/\\u0000-\\u001f\\u007f-\\u009f'),
      examples: ['alice'],
    },
  },
  id: {
    name: 'id',
    in: 'path',
    required: true,
    description: NOTE_ID.description,
    schema: { type: 'string', minLength: 1, maxLength: LIMITS.noteIdBytes, pattern: pathSegment('~'), examples: NOTE_ID.examples },
  },
  ...Object.fromEntries(
    (Object.keys(QUERY_PARAMETERS) as QueryParameter[]).map((name) => [
      name,
      { name, in: 'query', description: DESCRIPTIONS[name], schema: queryParameterSchema(name) },
    ]),
  ),
  ...Object.fromEntries(
    (Object.keys(REQUEST_HEADERS) as RequestHeader[]).map((name) => [name, headerParameter(name)]),
  ),
  [REQUIRED_IF_MATCH]: { ...headerParameter('If-Match'), required: true },
};

function queryParameterSchema(name: QueryParameter): JsonSchema {
  const rule = QUERY_PARAMETERS[name];
  if (name === 'tag') {
    return textSchema(TAG);
  }
  if ('choices' in rule) {
    return { type: 'string', enum: rule.choices, default: rule.choices[0] };
  }
  return 'minimum' in rule ? { type: 'integer', minimum: rule.minimum, default: rule.default } : cursorSchema('mayBeEmpty' in rule);
}

function cursorSchema(mayBeEmpty: boolean): JsonSchema {
  return mayBeEmpty ? { type: 'string', pattern: '^[A-Za-z0-9_-]*$' } : { type: 'string', minLength: 1, pattern: '^[A-Za-z0-9_-]+$' };
}
