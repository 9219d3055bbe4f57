import { LIMITS } from './limits';

interface Described {
  readonly description: string;
  /** The attribute of the table that holds it. */
  readonly attribute: string;
  /** The bodies that may have it. */
  readonly bodies: readonly BodyName[];
  /** Whether every note has it. */
  readonly required: boolean;
  /** Whether a `null` in a patch removes it. */
  readonly removable: boolean;
  /** Whether it is in the summary of a note. */
  readonly inSummary: boolean;
  /** Whether only callers who may read the note get it in a response. */
  readonly isContent: boolean;
}

/** The rules for a string, in addition to well-formed Unicode. */
export interface TextRule {
  readonly minBytes?: number;
  readonly maxBytes?: number;
  readonly noControlCharacters?: boolean;
}

interface TextField extends Described, TextRule {
  readonly kind: 'text';
}

/** A list of distinct texts. Their order is kept. */
export interface TextsField extends Described {
  readonly kind: 'texts';
  readonly maxItems: number;
  readonly items: TextRule;
}

/** RFC 3339, stored in UTC with milliseconds. */
export interface DateTimeField extends Described {
  readonly kind: 'date-time';
  /** The latest, in milliseconds from now. */
  readonly within?: number;
}

/** The definition of a field, used by the functions, the schemas and the table. */
export type NoteFieldRow = TextField | TextsField | DateTimeField;

/** The name of the schema of a body. */
export type BodyName = 'WholeNote' | 'NotePatch';

/** A row for each field that clients may write; a new one goes last. */
const FIELDS = {
  content: {
    kind: 'text',
    description: 'The text of the note. May be empty.',
    attribute: 'noteContent',
    bodies: ['WholeNote', 'NotePatch'],
    required: true,
    removable: false,
    inSummary: false,
    isContent: true,
  },
  title: {
    kind: 'text',
    description: `At most ${LIMITS.titleBytes} bytes of UTF-8 without control characters.`,
    attribute: 'title',
    bodies: ['WholeNote', 'NotePatch'],
    required: false,
    removable: true,
    inSummary: true,
    isContent: true,
    maxBytes: LIMITS.titleBytes,
    noControlCharacters: true,
  },
  createdAt: {
    kind: 'date-time',
    description: 'The time of creation (RFC 3339), for imports: from 1970 to five minutes in the future. Only used for a new note.',
    attribute: 'createdAt',
    bodies: ['WholeNote'],
    required: false,
    removable: false,
    inSummary: true,
    isContent: false,
    within: 5 * 60_000,
  },
  tags: {
    kind: 'texts',
    description: `At most ${LIMITS.tags} distinct labels of 1 to ${LIMITS.tagBytes} bytes of UTF-8 without control characters. Their order is kept.`,
    // Rows of other kinds often have an attribute "tags".
    attribute: 'noteTags',
    bodies: ['WholeNote', 'NotePatch'],
    required: false,
    removable: true,
    inSummary: true,
    isContent: true,
    maxItems: LIMITS.tags,
    items: { minBytes: 1, maxBytes: LIMITS.tagBytes, noControlCharacters: true },
  },
} as const satisfies Readonly<Record<string, NoteFieldRow>>;

type Rows = typeof FIELDS;

/** A member of a note that a client may write. */
export type NoteField = keyof Rows;

export const NOTE_FIELDS: Readonly<Record<NoteField, NoteFieldRow>> = FIELDS;

/** The fields in their order. */
export const NOTE_FIELD_NAMES = Object.keys(FIELDS) as readonly NoteField[];

/** The fields that a summary has. */
export const SUMMARY_FIELDS = NOTE_FIELD_NAMES.filter((field) => NOTE_FIELDS[field].inSummary);

/** The fields that reveal nothing of the content of a note. */
export const METADATA_FIELDS = NOTE_FIELD_NAMES.filter((field) => !NOTE_FIELDS[field].isContent);

/** The rule for one tag. */
export const TAG: TextRule = FIELDS.tags.items;

interface KindValues {
  readonly 'text': string;
  readonly 'texts': readonly string[];
  readonly 'date-time': string;
}

export type NoteFieldKind = keyof KindValues;
export type KindValue<Kind extends NoteFieldKind> = KindValues[Kind];
export type NoteFieldValue = KindValues[NoteFieldKind];

type Value<Field extends NoteField> = KindValues[Rows[Field]['kind']];
type RequiredField = { [Field in NoteField]: Rows[Field]['required'] extends true ? Field : never }[NoteField];

/** The fields of a whole note. */
export type NoteFields =
  & { readonly [Field in RequiredField]: Value<Field> }
  & { readonly [Field in Exclude<NoteField, RequiredField>]?: Value<Field> };
