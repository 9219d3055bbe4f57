import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { KindValue, NoteFieldKind, NoteFieldValue } from '../../src/contract/note-fields';
import { inUtc } from '../note/date-time';
import { utf8Length } from '../note/text';

/** The conversion between values of a kind and attributes. */
interface Conversion<Value> {
  /** The attribute that holds a value. */
  readonly attribute: (value: Value) => AttributeValue;
  /** The value that an attribute holds; undefined for an attribute of another kind. */
  readonly value: (attribute: AttributeValue) => Value | undefined;
}

const STRING: Conversion<string> = { attribute: (S) => ({ S }), value: ({ S }) => S };

const CONVERSIONS: { readonly [Kind in NoteFieldKind]: Conversion<KindValue<Kind>> } = {
  'text': STRING,
  'texts': {
    attribute: (texts) => ({ L: texts.map(STRING.attribute) }),
    value: ({ L }) => L?.every(({ S }) => S !== undefined) ? L.map(({ S }) => S!) : undefined,
  },
  // Other writers of the table may use any form, and any text.
  'date-time': { ...STRING, value: ({ S }) => S === undefined ? undefined : inUtc(S) },
};

export const toAttribute = (kind: NoteFieldKind, value: NoteFieldValue): AttributeValue =>
  (CONVERSIONS[kind] as Conversion<NoteFieldValue>).attribute(value);

export const fromAttribute = (kind: NoteFieldKind, attribute: AttributeValue | undefined): NoteFieldValue | undefined =>
  attribute && CONVERSIONS[kind].value(attribute);

/** Whether two values of a field are the same. */
export const areEqual = (one: NoteFieldValue | undefined, other: NoteFieldValue | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** The overhead that DynamoDB counts for a list, and for each of its elements. */
const LIST_BYTES = 3;
const ELEMENT_BYTES = 1;

/**
 * The size of a value as DynamoDB counts it.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export const attributeSize = ({ S = '', L }: AttributeValue): number =>
  L ? L.reduce((size, element) => size + ELEMENT_BYTES + attributeSize(element), LIST_BYTES) : utf8Length(S);
