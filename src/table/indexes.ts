import { Annotations, CfnResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { finalProperties } from './final-properties';
import { TableProperties } from './table-resource';
import { shown } from '../cdk/checked-values';
import { WrittenAttribute } from '../contract/attributes';

/** The largest key of an index: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-partition-sort-keys */
const MAX_KEY_BYTES: Readonly<Record<string, number>> = { HASH: 2048, RANGE: 1024 };

const TYPE_NAMES: Readonly<Record<string, string>> = { S: 'a string', N: 'a number', B: 'binary', L: 'a list' };

/** The attributes that the functions write, by name. */
type WrittenAttributes = Readonly<Record<string, WrittenAttribute>>;

/** A key attribute of an index that the functions write. */
interface IndexKey {
  /** The index and the attribute as an error message shows them. */
  readonly name: string;
  readonly attribute: string;
  /** Its type in the index. */
  readonly type: string;
  readonly maxBytes: number;
  readonly written: WrittenAttribute;
}

/**
 * Checks that no index makes DynamoDB refuse a note: it refuses an item whose attribute cannot be a key of an index. Indexes that are added
 * later are checked at synthesis.
 *
 * @param prop the table as the user knows it
 */
export function checkIndexes(scope: Construct, prop: string, resource: CfnResource, attributes: WrittenAttributes): void {
  const properties = finalProperties(resource);
  const check = (): string[] => {
    const keys = indexKeys(properties.value, attributes);
    for (const key of keys) {
      warnOfRefusedValues(scope, prop, key);
    }
    return keys.filter(({ type, written }) => type !== written.type).map((key) => typeMismatch(prop, key));
  };
  const [mismatch] = check();
  if (mismatch) {
    throw new Error(mismatch);
  }
  scope.node.addValidation({ validate: check });
}

function indexKeys(
  { AttributeDefinitions, GlobalSecondaryIndexes, LocalSecondaryIndexes }: TableProperties, attributes: WrittenAttributes,
): IndexKey[] {
  // A value that is not a list or a string is only known at deployment.
  const listed = <Element>(value: readonly Element[] | undefined): readonly Element[] => Array.isArray(value) ? value : [];
  const types = new Map(listed(AttributeDefinitions).map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType]));
  return [...listed(GlobalSecondaryIndexes), ...listed(LocalSecondaryIndexes)].flatMap(({ IndexName, KeySchema }) =>
    listed(KeySchema).flatMap(({ AttributeName: attribute, KeyType }) => {
      const type = types.get(attribute);
      return typeof type === 'string' && Object.hasOwn(attributes, attribute)
        ? [{
          name: `the index ${shown(IndexName)} on "${attribute}"`,
          attribute,
          type,
          maxBytes: MAX_KEY_BYTES[KeyType] ?? Infinity,
          written: attributes[attribute],
        }]
        : [];
    }));
}

function typeMismatch(prop: string, { name, attribute, type, written }: IndexKey): string {
  const ours = TYPE_NAMES[written.type];
  return `${prop} has ${name} as ${TYPE_NAMES[type] ?? shown(type)}, and the functions write "${attribute}" as ${ours}, which DynamoDB would refuse: `
    + (written.type === 'L' ? 'index another attribute' : `index it as ${ours}, or index another attribute`);
}

function warnOfRefusedValues(scope: Construct, prop: string, { name, attribute, type, maxBytes, written }: IndexKey): void {
  const refused = [
    ...written.mayBeEmpty ? ['is empty'] : [],
    ...(written.maxBytes ?? Infinity) > maxBytes ? [`is larger than ${maxBytes} bytes`] : [],
  ];
  if (type === 'S' && written.type === 'S' && refused.length > 0) {
    Annotations.of(scope).addWarningV2(
      'cdk-notes-api:index-refuses-notes',
      `${prop} has ${name}, so DynamoDB refuses a note whose "${attribute}" ${refused.join(' or ')}, and the request fails: `
        + 'index another attribute, or acknowledge this warning if your clients never send such a note',
    );
  }
}
