import { Annotations, CfnResource, Stack, Token } from 'aws-cdk-lib';
import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { renderedProperties } from './cfn-resources';
import { checkKey } from './checked-encryption-key';
import { shown } from './checked-values';
import { TABLE } from './contract/table';

/** A table of somebody else's, when the functions can keep notes in it. */
export function adoptedTable(scope: Construct, table: ITable): ITable {
  if (typeof table?.tableArn !== 'string') {
    throw new Error(`"table" is ${shown(table)}: use a table, such as a TableV2, a Table or what Table.fromTableName(…) returns`);
  }
  checkPlace(scope, table);
  if (table.encryptionKey) {
    checkKey('table.encryptionKey', scope, table.encryptionKey);
  }
  const resource = table.node.defaultChild;
  // An imported table has no resource: only its owner knows its keys.
  if (CfnResource.isCfnResource(resource)) {
    checkProperties(scope, renderedProperties(resource));
  }
  return table;
}

/** The functions know the table's name alone, which DynamoDB looks for where they are. */
function checkPlace(scope: Construct, table: ITable): void {
  const here = Stack.of(scope);
  for (const place of ['region', 'account'] as const) {
    if (![table.env[place], here[place]].some(Token.isUnresolved) && table.env[place] !== here[place]) {
      throw new Error(`"table" is in the ${place} ${table.env[place]}, and the functions are in ${here[place]}: use a table of theirs, such as a replica`);
    }
  }
}

/** Of tables of both versions. */
interface TableProperties {
  readonly KeySchema?: { readonly AttributeName: string; readonly KeyType: string }[];
  readonly AttributeDefinitions?: { readonly AttributeName: string; readonly AttributeType: string }[];
  readonly TimeToLiveSpecification?: { readonly AttributeName?: string; readonly Enabled?: boolean };
}

function checkProperties(scope: Construct, { KeySchema = [], AttributeDefinitions = [], TimeToLiveSpecification }: TableProperties): void {
  const key = KeySchema.map(({ AttributeName, KeyType }) => {
    const { AttributeType } = AttributeDefinitions.find((definition) => definition.AttributeName === AttributeName) ?? {};
    return `${AttributeName} (${KeyType}, ${AttributeType})`;
  }).join(', ');
  const needed = `${TABLE.partitionKey} (HASH, S), ${TABLE.sortKey} (RANGE, S)`;
  if (key !== needed) {
    throw new Error(`"table" has the key ${key}: use a table with the key ${needed}`);
  }
  if (!TimeToLiveSpecification?.Enabled || TimeToLiveSpecification.AttributeName !== TABLE.timeToLive) {
    Annotations.of(scope).addWarningV2('cdk-notes-api:table-without-ttl',
      `"table" has no time to live on "${TABLE.timeToLive}", so what keeps creates with an Idempotency-Key apart is never removed: turn it on`);
  }
}
