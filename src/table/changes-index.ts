import { Annotations, CfnResource } from 'aws-cdk-lib';
import { AttributeType, GlobalSecondaryIndexPropsV2, ProjectionType } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { isKnownAtDeploymentOnly, keyText, TableProperties } from './table-resource';
import { renderedProperties } from '../cdk/cfn-resources';
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
 * Checks that the functions can read the changes from a given table. Its indexes can change until synthesis.
 *
 * @param resource undefined for an imported table, whose properties are not known
 */
export function checkChangesIndex(scope: Construct, resource?: CfnResource): void {
  if (!resource) {
    Annotations.of(scope).addWarningV2(
      'cdk-notes-api:changes-need-index',
      `"changes" requires ${NEEDED}, and synthesis cannot see the indexes of "table", which is imported: without the index, a request with "since" gets 500. `
        + 'Add the index, and acknowledge this warning',
    );
    return;
  }
  const check = (): string | undefined => objection(renderedProperties(resource));
  const hasIndex = () => indexOf(renderedProperties(resource)) !== undefined;
  const mistake = hasIndex() ? check() : undefined;
  if (mistake) {
    throw new Error(mistake);
  }
  scope.node.addValidation({ validate: () => [check()].filter((found) => found !== undefined) });
}

const indexOf = ({ GlobalSecondaryIndexes: indexes }: TableProperties) =>
  Array.isArray(indexes) ? indexes.find(({ IndexName }) => IndexName === name) : undefined;

/** The mistake in the index of a table; undefined if there is none, or none is known before deployment. */
function objection(properties: TableProperties): string | undefined {
  const { AttributeDefinitions, GlobalSecondaryIndexes, KeySchema } = properties;
  // Without a key schema it is a replica of a table in another account, which has these properties.
  if (!KeySchema || isKnownAtDeploymentOnly([AttributeDefinitions, GlobalSecondaryIndexes])) {
    return undefined;
  }
  const index = indexOf(properties);
  if (!index) {
    return `"table" has no index "${name}", which "changes" requires: add ${NEEDED}, or leave "changes" out`;
  }
  const key = keyText(index.KeySchema, AttributeDefinitions);
  if (key !== KEY) {
    return `"table" has the index "${name}" with the key ${key}, and "changes" requires ${NEEDED}: remove the index and add that one`;
  }
  const { ProjectionType: type, NonKeyAttributes: projected = [] } = index.Projection ?? {};
  const missing = type === 'ALL' ? [] : attributes.filter((attribute) => !projected.includes(attribute));
  return missing.length > 0
    ? `"table" has the index "${name}" without ${missing.join(', ')}, and "changes" requires ${NEEDED}: remove the index and add that one`
    : undefined;
}
