import {
  AttributeValue, BatchWriteItemCommand, DescribeTableCommand, DynamoDBClient, paginateScan, ScanCommand, WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { ConsoleApp } from './console-app';
import { importedTables } from '../dynamodb/imported-tables';

type Item = Record<string, AttributeValue>;

interface Table {
  readonly name: string;
  /** Undefined for a table that is in no template. */
  readonly logicalId?: string;
  readonly region: string;
}

export interface TablePage {
  /** The names of the key's attributes. */
  readonly keys: string[];
  readonly items: Item[];
  /** The start of the next page; undefined on the last page. */
  readonly next?: Item;
}

/** A key in DynamoDB's JSON: binary values are in base64. */
export type WrittenKey = Record<string, { readonly S?: string; readonly N?: string; readonly B?: string }>;

const PAGE_SIZE = 25;

/** DynamoDB's limit on the requests in a batch. */
const BATCH_SIZE = 25;

/** The tables of an app, read without the restrictions of its roles. */
export class Tables {
  constructor(private readonly app: ConsoleApp) {}

  /** Whether the data belong to the stack, and are not in an external DynamoDB. */
  get canBeEmptied(): boolean {
    return this.app.database.failure !== undefined;
  }

  all(): Table[] {
    const { roles, stacks } = this.app;
    const own = stacks.flatMap((stack) => stack.resources('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')
      .map(({ logicalId, physicalId: name }) => ({ name, logicalId, region: stack.region })));
    return [...own, ...importedTables(stacks, roles).map((name) => ({ name, region: stacks[0].region }))];
  }

  async page(name: string, start?: WrittenKey): Promise<TablePage | undefined> {
    const table = this.all().find((candidate) => candidate.name === name);
    return table && this.withClient(table, async (client) => {
      const { Items: items = [], LastEvaluatedKey: next } = await client.send(
        new ScanCommand({ TableName: name, Limit: PAGE_SIZE, ExclusiveStartKey: start && readKey(start) }),
      );
      return { keys: await keysOf(client, name), items, next };
    });
  }

  /** Deletes every item of every table; resolves to their number. */
  async empty(): Promise<number> {
    let deleted = 0;
    for (const table of this.all()) {
      deleted += await this.withClient(table, async (client) => emptyTable(client, table.name));
    }
    return deleted;
  }

  private async withClient<Result>({ region }: Table, use: (client: DynamoDBClient) => Promise<Result>): Promise<Result> {
    const { credentials, endpoint } = this.app.database;
    const client = new DynamoDBClient({ endpoint, region, credentials });
    try {
      return await use(client);
    } finally {
      client.destroy();
    }
  }
}

function readKey(key: WrittenKey): Item {
  return Object.fromEntries(Object.entries(key).map(([name, { B: binary, ...value }]) =>
    [name, (binary === undefined ? value : { B: Buffer.from(binary, 'base64') }) as AttributeValue]));
}

async function keysOf(client: DynamoDBClient, TableName: string): Promise<string[]> {
  const { Table: description } = await client.send(new DescribeTableCommand({ TableName }));
  return (description?.KeySchema ?? []).map(({ AttributeName }) => AttributeName!);
}

async function emptyTable(client: DynamoDBClient, TableName: string): Promise<number> {
  const keys = await keysOf(client, TableName);
  const names = Object.fromEntries(keys.map((key, at) => [`#${at}`, key]));
  let deleted = 0;
  const projection = { ProjectionExpression: Object.keys(names).join(), ExpressionAttributeNames: names };
  for await (const { Items: found = [] } of paginateScan({ client }, { TableName, ...projection })) {
    for (let at = 0; at < found.length; at += BATCH_SIZE) {
      await deleteAll(client, TableName, found.slice(at, at + BATCH_SIZE));
    }
    deleted += found.length;
  }
  return deleted;
}

async function deleteAll(client: DynamoDBClient, table: string, keys: Item[]): Promise<void> {
  let pending: WriteRequest[] | undefined = keys.map((Key) => ({ DeleteRequest: { Key } }));
  while (pending?.length) {
    const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: pending } })) as
      { UnprocessedItems?: Record<string, WriteRequest[]> };
    pending = UnprocessedItems?.[table];
  }
}
