import {
  AttributeDefinition, CreateTableCommand, DynamoDBClient, KeySchemaElement, Projection, ResourceInUseException, TimeToLiveSpecification,
  UpdateTimeToLiveCommand, waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { DynamoDbConnection } from './connection';
import { UpdateOptions, updateTable } from './table-update';
import { Stack } from '../cloudformation/stack';

interface Index {
  readonly IndexName: string;
  readonly KeySchema: KeySchemaElement[];
  readonly Projection: Projection;
}

interface TableProperties {
  readonly AttributeDefinitions: AttributeDefinition[];
  readonly KeySchema: KeySchemaElement[];
  readonly GlobalSecondaryIndexes?: Index[];
  readonly LocalSecondaryIndexes?: Index[];
  readonly TimeToLiveSpecification?: { Enabled?: boolean | string; AttributeName?: string };
}

/** For an imported table, whose key is unknown: the key of the tutorial and of many single-table designs. */
const IMPORTED: TableProperties = {
  AttributeDefinitions: ['PK', 'SK'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }, { AttributeName: 'SK', KeyType: 'RANGE' }],
};

/** Creates those tables of a stack that do not exist yet. Without `update`, the others stay as they are. */
export async function createTables(
  stack: Stack, connection: DynamoDbConnection, abortSignal: AbortSignal, update?: UpdateOptions,
): Promise<string[]> {
  const tables = stack.resources<TableProperties>('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable');
  return createAll(stack.region, tables.map(({ physicalId, properties }) => [physicalId, properties]), connection, abortSignal, update);
}

/** Creates imported tables that do not exist yet. */
export async function createImportedTables(
  region: string, names: string[], connection: DynamoDbConnection, abortSignal: AbortSignal,
): Promise<void> {
  await createAll(region, names.map((name) => [name, IMPORTED]), connection, abortSignal);
}

async function createAll(
  region: string,
  tables: [name: string, properties: TableProperties][],
  { endpoint, credentials }: DynamoDbConnection,
  abortSignal: AbortSignal,
  update?: UpdateOptions,
): Promise<string[]> {
  const client = new DynamoDBClient({
    endpoint,
    region,
    credentials,
    requestHandler: { requestTimeout: 5_000, throwOnRequestTimeout: true },
  });
  try {
    await Promise.all(tables.map(async ([name, properties]) => createTable(client, name, properties, abortSignal, update)));
    return tables.map(([name]) => name);
  } finally {
    client.destroy();
  }
}

async function createTable(
  client: DynamoDBClient,
  TableName: string,
  properties: TableProperties,
  abortSignal: AbortSignal,
  update?: UpdateOptions,
): Promise<void> {
  const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, LocalSecondaryIndexes } = properties;
  const { TimeToLiveSpecification: timeToLive } = properties;
  const definition = {
    AttributeDefinitions,
    KeySchema,
    GlobalSecondaryIndexes: GlobalSecondaryIndexes?.map(index),
    LocalSecondaryIndexes: LocalSecondaryIndexes?.map(index),
  };
  try {
    await client.send(new CreateTableCommand({ TableName, ...definition, BillingMode: 'PAY_PER_REQUEST' }), { abortSignal });
  } catch (error) {
    if (error instanceof ResourceInUseException) {
      if (update && !await updateTable(client, TableName, definition, update)) {
        await createTable(client, TableName, properties, abortSignal);
      }
      return;
    }
    throw new Error(`table ${TableName} cannot be created: ${(error as Error).message}`);
  }
  await waitUntilTableExists({ client, abortSignal, minDelay: 1, maxWaitTime: 60 }, { TableName });
  if (timeToLive?.AttributeName) {
    await enableTimeToLive(client, TableName, { AttributeName: timeToLive.AttributeName, Enabled: true });
  }
}

// Without throughput and the like, which have no effect here.
function index({ IndexName, KeySchema, Projection: projection }: Index): Index {
  return { IndexName, KeySchema, Projection: projection };
}

async function enableTimeToLive(client: DynamoDBClient, TableName: string, specification: TimeToLiveSpecification): Promise<void> {
  try {
    await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: specification }));
  } catch (error) {
    // Dynalite does not support TTL: expired items stay.
    if ((error as Error).name !== 'UnknownOperationException') {
      throw error;
    }
  }
}
