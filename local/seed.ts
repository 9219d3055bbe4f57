import { readFileSync } from 'node:fs';
import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { Stack } from './cloudformation/stack';
import { Database } from './dynamodb/database';
import { attributes, SeedItem } from './dynamodb/seed-item';

/** The items of each table, by its logical id, construct path or name. */
export type Seed = Readonly<Record<string, readonly SeedItem[]>>;

interface SeedTable {
  readonly name: string;
  readonly names: string[];
  readonly region: string;
  readonly key: string;
}

/** The number of items that are written at once. */
const AT_ONCE = 25;

/** Reads a seed file; throws with the reason if it is not one. */
export function readSeed(path: string): Seed {
  let seed: unknown;
  try {
    seed = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(code ? `the seed ${path} cannot be read: ${code}` : `the seed ${path} is not JSON: ${(error as Error).message}`);
  }
  return checked(seed);
}

/** Writes the items into the tables that are empty. */
export async function loadSeed(
  seed: Seed, stacks: readonly Stack[], database: Database, onProgress: (line: string) => void,
): Promise<void> {
  const tables = stacks.flatMap(tablesOf);
  const loads = Object.entries(checked(seed)).map(([name, items]) => ({ table: named(name, tables), items }));
  for (const { items, table } of loads) {
    const client = new DynamoDBClient({ endpoint: database.endpoint, region: table.region, credentials: database.credentials });
    try {
      const { Count } = await client.send(new ScanCommand({ TableName: table.name, Limit: 1 }));
      if (Count) {
        onProgress(`table ${table.name} has items: the seed is not loaded into it`);
        continue;
      }
      for (let at = 0; at < items.length; at += AT_ONCE) {
        await Promise.all(items.slice(at, at + AT_ONCE).map(async (item, index) => put(client, table, item, at + index)));
      }
      onProgress(`table ${table.name}: loaded ${items.length} items of the seed`);
    } finally {
      client.destroy();
    }
  }
}

async function put(client: DynamoDBClient, { key, name }: SeedTable, item: SeedItem, at: number): Promise<void> {
  try {
    await client.send(new PutItemCommand({ TableName: name, Item: attributes(item, key) }));
  } catch (error) {
    throw new Error(`item ${at + 1} of the seed of ${name} is refused: ${(error as Error).message}`);
  }
}

function checked(seed: unknown): Seed {
  const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject(seed)) {
    throw new Error('a seed must be an object with an array of items for each table');
  }
  for (const [table, items] of Object.entries(seed as object)) {
    if (!Array.isArray(items) || !items.every(isObject)) {
      throw new Error(`the seed of ${table} is not an array of items`);
    }
  }
  return seed as Seed;
}

function tablesOf(stack: Stack): SeedTable[] {
  return stack.resources<{ KeySchema: { AttributeName: string }[] }>('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')
    .map(({ logicalId, physicalId, properties }) => {
      const path = String(stack.synthesized.template.Resources?.[logicalId].Metadata?.['aws:cdk:path'] ?? logicalId);
      return {
        name: physicalId,
        names: [physicalId, logicalId, path.replace(/\/Resource$/, '')],
        region: stack.region,
        key: properties.KeySchema[0].AttributeName,
      };
    });
}

function named(name: string, tables: readonly SeedTable[]): SeedTable {
  const found = tables.filter(({ names }) => names.includes(name));
  if (found.length !== 1) {
    const choice = tables.map(({ names }) => names.at(-1)).join(', ') || 'none';
    throw new Error(`"${name}" in the seed matches ${found.length ? 'several tables' : 'no table of the app'}: use one of ${choice}`);
  }
  return found[0];
}
