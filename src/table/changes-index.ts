import { Annotations, CfnResource } from 'aws-cdk-lib';
import { AttributeType, GlobalSecondaryIndexPropsV2, ProjectionType } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { finalProperties } from './final-properties';
import { isKnownAtDeploymentOnly, keyText, TableProperties } from './table-resource';
import { CHANGES_INDEX } from '../contract/changes';
import { TABLE } from '../contract/table';

const { name, sortKey, attributes } = CHANGES_INDEX;

/** The index that `changes` adds to a created table. */
export const CHANGES_INDEX_PROPS: GlobalSecondaryIndexPropsV2 = {
  indexName: name,
  partitionKey: { name: TABLE.partitionKey, type: AttributeType.STRING },
  sortKey: { name: sortKey, type: AttributeType.STRING },
  projectionType: ProjectionType.INCLUDE,
  nonKeyAttributes: [...attributes],
};

const KEY = `${TABLE.partitionKey} (HASH, S), ${sortKey} (RANGE, S)`;
const NEEDED = `a global index "${name}" with the key ${KEY} that projects ${attributes.join(', ')}`;

/**
 * Checks that the functions can read the changes from a table. Its indexes can change until synthesis.
 *
 * @param prop the table as the user knows it
 * @param resource undefined for an imported table, whose properties are not known
 */
export function checkChangesIndex(scope: Construct, prop: string, resource?: CfnResource): void {
  if (!resource) {
    Annotations.of(scope).addWarningV2(
      'cdk-notes-api:changes-need-index',
      `"changes" requires ${NEEDED}, and synthesis cannot see the indexes of ${prop}, which is imported: without the index, a request with "since" gets 500. `
        + 'Add the index, and acknowledge this warning',
    );
    return;
  }
  const properties = finalProperties(resource);
  const check = (): string | undefined => objection(prop, properties.value);
  const mistake = indexOf(properties.value) ? check() : undefined;
  if (mistake) {
    throw new Error(mistake);
  }
  scope.node.addValidation({ validate: () => [check()].filter((found) => found !== undefined) });
}

const indexOf = ({ GlobalSecondaryIndexes: indexes }: TableProperties) =>
  Array.isArray(indexes) ? indexes.find(({ IndexName }) => IndexName === name) : undefined;

/** The mistake in the index of a table; undefined if there is none, or none is known before deployment. */
function objection(prop: string, properties: TableProperties): string | undefined {
  const { AttributeDefinitions, GlobalSecondaryIndexes, KeySchema } = properties;
  // Without a key schema it is a replica of a table in another account, which has these properties.
  if (!KeySchema || isKnownAtDeploymentOnly([AttributeDefinitions, GlobalSecondaryIndexes])) {
    return undefined;
  }
  const index = indexOf(properties);
  if (!index) {
    return `${prop} has no global index "${name}", which "changes" requires: add ${NEEDED}, or leave "changes" out`;
  }
  const key = keyText(index.KeySchema, AttributeDefinitions);
  if (key !== KEY) {
    return `${prop} has the index "${name}" with the key ${key}, and "changes" requires ${NEEDED}: remove the index and add that one`;
  }
  const { ProjectionType: type, NonKeyAttributes: projected = [] } = index.Projection ?? {};
  const missing = type === 'ALL' ? [] : attributes.filter((attribute) => !projected.includes(attribute));
  return missing.length > 0
    ? `${prop} has the index "${name}" without ${missing.join(', ')}, and "changes" requires ${NEEDED}: remove the index and add that one`
    : undefined;
}
