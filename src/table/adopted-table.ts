import { Annotations, ArnFormat, CfnResource, Stack } from 'aws-cdk-lib';
import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { checkChangesIndex } from './changes-index';
import { checkKey } from './encryption-key';
import { checkIndexes } from './indexes';
import { isStronglyConsistent } from './strong-consistency';
import { isKnownAtDeploymentOnly, keyText, TableProperties, tableResource } from './table-resource';
import { lacksTimeToLive } from './time-to-live';
import { checkEmptied } from './trash';
import { renderedProperties } from '../cdk/cfn-resources';
import { shown } from '../cdk/checked-values';
import { areIncomparable, checkSameEnvironment, incomparable } from '../cdk/same-environment';
import { writtenAttributes } from '../contract/attributes';
import { TABLE } from '../contract/table';

interface Needed {
  readonly hasTrash: boolean;
  readonly hasChanges: boolean;
}

/** The given table. Checks that the functions can store notes in it, deleted notes in its trash, and read its changes. */
export function adoptedTable(scope: Construct, table: ITable, { hasChanges, hasTrash }: Needed): ITable {
  if (!Construct.isConstruct(table) || typeof table.tableArn !== 'string') {
    throw new Error(`"table" is ${shown(table)}: use a table, such as a TableV2, a Table or the result of Table.fromTableName(…)`);
  }
  checkTableEnvironment(scope, table);
  if (table.encryptionKey) {
    checkKey('table.encryptionKey', scope, table.encryptionKey);
  }
  const resource = tableResource(table);
  // An imported table has no resource here: its key schema is not known.
  if (resource) {
    checkName(scope, table, resource);
    checkProperties(scope, renderedProperties(resource));
    checkIndexes(scope, '"table"', resource, writtenAttributes(hasTrash));
  }
  if (hasTrash) {
    checkEmptied(scope, '"table"', resource);
  }
  if (hasChanges) {
    checkChangesIndex(scope, '"table"', resource);
  }
  return table;
}

/** The functions only know the table's name, so DynamoDB looks it up in their own account and region. */
function checkTableEnvironment(scope: Construct, table: ITable): void {
  // The env of Table.fromTableArn is the stack's own, so the ARN is checked too.
  const arn = Stack.of(scope).splitArn(table.tableArn, ArnFormat.SLASH_RESOURCE_NAME);
  for (const theirs of [arn, table.env]) {
    checkSameEnvironment('"table" is', theirs, scope, 'use a table in the environment of the notes API, such as a replica of this one');
  }
}

/** For a reference from another region, the CDK gives an unnamed table a name, and so CloudFormation would replace the table. */
function checkName(scope: Construct, table: ITable, resource: CfnResource): void {
  const name = () => renderedProperties(resource).TableName;
  const before = name();
  try {
    Stack.of(scope).resolve(table.tableName);
  } catch (error) {
    throw new Error(namelessTable(scope, resource), { cause: error });
  }
  if (before !== name()) {
    throw new Error(namelessTable(scope, resource));
  }
}

function namelessTable(scope: Construct, resource: CfnResource): string {
  if (areIncomparable(resource, scope)) {
    return incomparable('"table" is', resource);
  }
  return (
    `"table" is a replica of a table without a physical name, in the stack ${Stack.of(resource).stackName} in ${Stack.of(resource).region}: `
    + 'set "crossRegionReferences: true" on the stack of the notes API, or give the table a "tableName" if it is not deployed yet'
  );
}

function checkProperties(scope: Construct, properties: TableProperties): void {
  // Without a key schema it is a replica of a table in another account, which has these properties.
  if (properties.KeySchema) {
    checkTableKey(properties);
    checkTimeToLive(scope, properties);
  }
}

function checkTableKey({ KeySchema = [], AttributeDefinitions = [] }: TableProperties): void {
  if (isKnownAtDeploymentOnly([KeySchema, AttributeDefinitions])) {
    return;
  }
  const key = keyText(KeySchema, AttributeDefinitions);
  const needed = `${TABLE.partitionKey} (HASH, S), ${TABLE.sortKey} (RANGE, S)`;
  if (key !== needed) {
    throw new Error(`"table" has the key ${key}: use a table with the key ${needed}`);
  }
}

function checkTimeToLive(scope: Construct, properties: TableProperties): void {
  // Without transactions there are no idempotency records.
  if (lacksTimeToLive(properties) && !isStronglyConsistent(properties)) {
    Annotations.of(scope).addWarningV2(
      'cdk-notes-api:table-without-ttl',
      `"table" has no TTL on the attribute "${TABLE.timeToLive}", so expired idempotency records are never deleted: enable TTL on it`,
    );
  }
}
