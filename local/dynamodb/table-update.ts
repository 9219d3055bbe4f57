import { isDeepStrictEqual } from 'node:util';
import {
  AttributeDefinition, CreateGlobalSecondaryIndexAction, DeleteTableCommand, DescribeTableCommand, DynamoDBClient,
  GlobalSecondaryIndexUpdate, KeySchemaElement, Projection, TableDescription, UpdateTableCommand, waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb';

/** The part of a table's definition that a deployment can change. */
export interface TableDefinition {
  readonly AttributeDefinitions: AttributeDefinition[];
  readonly KeySchema: KeySchemaElement[];
  readonly GlobalSecondaryIndexes?: CreateGlobalSecondaryIndexAction[];
  readonly LocalSecondaryIndexes?: { IndexName?: string; KeySchema?: KeySchemaElement[]; Projection?: Projection }[];
}

export interface UpdateOptions {
  /** Whether a table that cannot be changed may be replaced by an empty one. */
  readonly mayReplace: boolean;
  readonly onChange: (line: string) => void;
}

/**
 * Updates an existing table to its definition, like CloudFormation.
 *
 * @returns false if the table was deleted and must be created again
 */
export async function updateTable(
  client: DynamoDBClient, TableName: string, definition: TableDefinition, { mayReplace, onChange }: UpdateOptions,
): Promise<boolean> {
  const { Table: existing } = await client.send(new DescribeTableCommand({ TableName }));
  if (!isDeepStrictEqual(fixed(existing!), fixed(definition))) {
    if (!mayReplace) {
      throw new Error(`table ${TableName} already exists with a different key or different local indexes, which cannot be changed: use another folder for the data`);
    }
    await client.send(new DeleteTableCommand({ TableName }));
    await waitUntilTableNotExists({ client, minDelay: 1, maxWaitTime: 60 }, { TableName });
    onChange(`table ${TableName} has a new key or new local indexes: it was replaced, and its items are gone`);
    return false;
  }
  for (const update of indexUpdates(existing!, definition)) {
    await client.send(new UpdateTableCommand({
      TableName, AttributeDefinitions: definition.AttributeDefinitions, GlobalSecondaryIndexUpdates: [update],
    })).then(
      () => onChange(`table ${TableName}: the index ${indexName(update)} was ${update.Create ? 'added' : 'removed'}`),
      ({ message }: Error) => onChange(`table ${TableName}: the index ${indexName(update)} cannot be changed without a restart: ${message}`),
    );
  }
  return true;
}

/** The parts that no update can change: the keys of the table and of its local indexes, with their types. */
function fixed(
  { AttributeDefinitions = [], KeySchema = [], LocalSecondaryIndexes = [] }: Partial<TableDefinition> | TableDescription,
): unknown {
  const keys = (schema: KeySchemaElement[] = []) => schema.map(({ AttributeName: name, KeyType }) =>
    [name, KeyType, AttributeDefinitions.find(({ AttributeName }) => AttributeName === name)?.AttributeType]);
  return {
    key: keys(KeySchema),
    indexes: Object.fromEntries(LocalSecondaryIndexes.map((local) => [local.IndexName, [keys(local.KeySchema), projection(local)]])),
  };
}

/** DynamoDB changes one index at a time: a changed one is removed and added. */
function indexUpdates(existing: TableDescription, definition: TableDefinition): GlobalSecondaryIndexUpdate[] {
  const [before, after] = [existing.GlobalSecondaryIndexes ?? [], definition.GlobalSecondaryIndexes ?? []];
  const same = (left: CreateGlobalSecondaryIndexAction, right: CreateGlobalSecondaryIndexAction) =>
    left.IndexName === right.IndexName && isDeepStrictEqual(shape(left), shape(right));
  return [
    ...before.filter((index) => !after.some((other) => same(other, index as CreateGlobalSecondaryIndexAction)))
      .map(({ IndexName }) => ({ Delete: { IndexName } })),
    ...after.filter((index) => !before.some((other) => same(other as CreateGlobalSecondaryIndexAction, index)))
      .map((index) => ({ Create: index })),
  ];
}

function shape(index: CreateGlobalSecondaryIndexAction): unknown {
  return [index.KeySchema?.map(({ AttributeName, KeyType }) => [AttributeName, KeyType]), projection(index)];
}

function projection({ Projection: { NonKeyAttributes = [], ProjectionType } = {} }: { readonly Projection?: Projection }): unknown {
  return [ProjectionType, [...NonKeyAttributes].sort()];
}

function indexName({ Create, Delete }: GlobalSecondaryIndexUpdate): string | undefined {
  return (Create ?? Delete)?.IndexName;
}
