import { BodyName, NOTE_FIELD_NAMES, NOTE_FIELDS, NoteField } from './note-fields';

/** The fields of a note in a request's body; every other member is ignored. */
export interface NoteBody {
  /** The name of its schema. */
  readonly name: BodyName;
  /** The accepted media types. The last one is documented in OpenAPI. */
  readonly mediaTypes: readonly string[];
  readonly required: readonly NoteField[];
  readonly optional: readonly NoteField[];
  /** The fields that `null` removes. */
  readonly removable: readonly NoteField[];
}

const fieldsOf = (body: BodyName): NoteField[] => NOTE_FIELD_NAMES.filter((field) => NOTE_FIELDS[field].bodies.includes(body));

export const WHOLE_NOTE: NoteBody = {
  name: 'WholeNote',
  mediaTypes: ['application/json'],
  required: fieldsOf('WholeNote').filter((field) => NOTE_FIELDS[field].required),
  optional: fieldsOf('WholeNote').filter((field) => !NOTE_FIELDS[field].required),
  removable: [],
};

/**
 * A whole note that replaces a stored one. The stored note keeps the fields that a patch cannot have: clients may send them back as `GET`
 * returned them.
 */
export const REPLACEMENT: NoteBody = {
  ...WHOLE_NOTE,
  optional: WHOLE_NOTE.optional.filter((field) => NOTE_FIELDS[field].bodies.includes('NotePatch')),
};

const MERGE_PATCH = 'application/merge-patch+json';

/** A JSON Merge Patch (RFC 7396). */
export const NOTE_PATCH: NoteBody = {
  name: 'NotePatch',
  mediaTypes: ['application/json', MERGE_PATCH],
  required: [],
  optional: fieldsOf('NotePatch'),
  removable: fieldsOf('NotePatch').filter((field) => NOTE_FIELDS[field].removable),
};
