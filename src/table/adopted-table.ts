import { Annotations, ArnFormat, CfnResource, Stack } from 'aws-cdk-lib';
import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { checkKey } from './encryption-key';
import { isReplica } from './replicas';
import { renderedProperties } from '../cdk/cfn-resources';
import { shown } from '../cdk/checked-values';
import { areIncomparable, checkSameEnvironment, incomparable } from '../cdk/same-environment';
import { TABLE } from '../contract/table';

/** A table of somebody else's, when the functions can keep notes in it. */
export function adoptedTable(scope: Construct, table: ITable): ITable {
  if (!Construct.isConstruct(table) || typeof table.tableArn !== 'string') {
    throw new Error(`"table" is ${shown(table)}: use a table, such as a TableV2, a Table or the result of Table.fromTableName(…)`);
  }
  checkTableEnvironment(scope, table);
  if (table.encryptionKey) {
    checkKey('table.encryptionKey', scope, table.encryptionKey);
  }
  const resource = tableResource(table);
  // An imported table has no resource: only its owner knows its keys.
  if (resource) {
    checkName(scope, table, resource);
    checkProperties(scope, renderedProperties(resource));
  }
  return table;
}

/** A replica has none of its own: it is a child of its table. */
function tableResource(table: ITable): CfnResource | undefined {
  const { defaultChild: resource } = isReplica(table) ? table.node.scope!.node : table.node;
  return CfnResource.isCfnResource(resource) && /^AWS::DynamoDB::(Global)?Table$/.test(resource.cfnResourceType) ? resource : undefined;
}

/** The functions know the table's name alone, which DynamoDB looks for where they are. */
function checkTableEnvironment(scope: Construct, table: ITable): void {
  // Table.fromTableArn takes every table for one of the stack's own environment.
  const arn = Stack.of(scope).splitArn(table.tableArn, ArnFormat.SLASH_RESOURCE_NAME);
  for (const theirs of [arn, table.env]) {
    checkSameEnvironment('"table" is', theirs, scope, 'use a table there, such as a replica of this one');
  }
}

/** A table without a name would be given one by the CDK where another region asks for it, and CloudFormation would replace the table. */
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

/** Of tables of both versions. */
interface TableProperties {
  readonly KeySchema?: { readonly AttributeName: string; readonly KeyType: string }[];
  readonly AttributeDefinitions?: { readonly AttributeName: string; readonly AttributeType: string }[];
  readonly TimeToLiveSpecification?: { readonly AttributeName?: string; readonly Enabled?: boolean };
}

function checkProperties(scope: Construct, properties: TableProperties): void {
  // The table of another account that this one is a replica of has them.
  if (properties.KeySchema) {
    checkTableKey(properties);
    checkTimeToLive(scope, properties);
  }
}

function checkTableKey({ KeySchema = [], AttributeDefinitions = [] }: TableProperties): void {
  if (isOpen([KeySchema, AttributeDefinitions])) {
    return;
  }
  const key = KeySchema.map(({ AttributeName, KeyType }) => {
    const { AttributeType } = AttributeDefinitions.find((definition) => definition.AttributeName === AttributeName) ?? {};
    return `${AttributeName} (${KeyType}, ${AttributeType})`;
  }).join(', ');
  const needed = `${TABLE.partitionKey} (HASH, S), ${TABLE.sortKey} (RANGE, S)`;
  if (key !== needed) {
    throw new Error(`"table" has the key ${key}: use a table with the key ${needed}`);
  }
}

function checkTimeToLive(scope: Construct, { TimeToLiveSpecification }: TableProperties): void {
  if (isOpen(TimeToLiveSpecification)) {
    return;
  }
  if (!TimeToLiveSpecification?.Enabled || TimeToLiveSpecification.AttributeName !== TABLE.timeToLive) {
    Annotations.of(scope).addWarningV2(
      'cdk-notes-api:table-without-ttl',
      `"table" has no TTL on the attribute "${TABLE.timeToLive}", so expired idempotency records are never deleted: enable TTL on it`,
    );
  }
}

/** Whether only the deployment knows it. */
function isOpen(value: unknown): boolean {
  return /{"(Ref|Fn::\w+)":/.test(JSON.stringify(value) ?? '');
}
