import {
  AttributeValue, BatchWriteItemCommand, CreateTableCommand, DeleteItemCommand, DescribeTableCommand, DynamoDBClient, GetItemCommand,
  PutItemCommand, QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { FUNCTION_ENVIRONMENT } from './environment';
import { FaultProxy } from './fault-proxy';
import { LOCAL_CREDENTIALS } from '../../local/dynamodb/connection';
import { EngineName, startEngine } from '../../local/dynamodb/engine';
import { Lifetime } from '../../local/machine/lifetime';
import { CHANGES_INDEX } from '../../src/contract/changes';

export type Row = Record<string, AttributeValue>;

/** The number of items that DynamoDB writes at once. */
const MAX_BATCH = 25;

/** A global index of the table by user. */
export interface TableIndex {
  readonly name: string;
  readonly sortKey: string;
  readonly type: 'N' | 'S';
  /** The attributes beside the keys; all without it. */
  readonly attributes?: readonly string[];
}

/** The index of an API with `changes`. */
export const WITH_CHANGES: TableIndex = { ...CHANGES_INDEX, type: 'S' };

/** The table of notes on an engine of its own: the functions reach it through the proxy, tests also directly. */
export class NotesTable {
  static async on(engine: EngineName, proxy: FaultProxy, index?: TableIndex): Promise<NotesTable> {
    const lifetime = new Lifetime();
    const { endpoint } = await startEngine(engine, lifetime, () => {});
    proxy.engine = endpoint;
    const direct = new DynamoDBClient({ endpoint, region: FUNCTION_ENVIRONMENT.AWS_REGION, credentials: LOCAL_CREDENTIALS });
    await direct.send(new CreateTableCommand({
      TableName: 'Notes',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'PK', AttributeType: 'S' },
        { AttributeName: 'SK', AttributeType: 'S' },
        ...index ? [{ AttributeName: index.sortKey, AttributeType: index.type }] : [],
      ],
      KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }, { AttributeName: 'SK', KeyType: 'RANGE' }],
      GlobalSecondaryIndexes: index && [{
        IndexName: index.name,
        KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }, { AttributeName: index.sortKey, KeyType: 'RANGE' }],
        Projection: index.attributes ? { ProjectionType: 'INCLUDE', NonKeyAttributes: [...index.attributes] } : { ProjectionType: 'ALL' },
      }],
    }));
    // It is created in the background, however quickly.
    while ((await direct.send(new DescribeTableCommand({ TableName: 'Notes' }))).Table!.TableStatus !== 'ACTIVE') {}
    return new NotesTable(lifetime, direct);
  }

  private constructor(private readonly lifetime: Lifetime, private readonly direct: DynamoDBClient) {}

  async put(row: Row): Promise<void> {
    await this.direct.send(new PutItemCommand({ TableName: 'Notes', Item: row }));
  }

  async putAll(rows: readonly Row[]): Promise<void> {
    for (let at = 0; at < rows.length; at += MAX_BATCH) {
      const requests = rows.slice(at, at + MAX_BATCH).map((Item) => ({ PutRequest: { Item } }));
      const { UnprocessedItems = {} } = await this.direct.send(new BatchWriteItemCommand({ RequestItems: { Notes: requests } }));
      if (Object.keys(UnprocessedItems).length > 0) {
        throw new Error('the engine has not written all rows');
      }
    }
  }

  async delete(userId: string, id: string): Promise<void> {
    await this.direct.send(new DeleteItemCommand({ TableName: 'Notes', Key: { PK: { S: userId }, SK: { S: id } } }));
  }

  /** Deletes expired rows, as TTL does some time later. */
  async deleteIfExpired(userId: string, id: string): Promise<void> {
    await this.direct.send(new DeleteItemCommand({
      TableName: 'Notes',
      Key: { PK: { S: userId }, SK: { S: id } },
      ConditionExpression: 'expiresAt <= :now',
      ExpressionAttributeValues: { ':now': { N: `${Math.floor(Date.now() / 1000)}` } },
    })).catch((error: Error) => {
      if (error.name !== 'ConditionalCheckFailedException') {
        throw error;
      }
    });
  }

  async row(userId: string, id: string): Promise<Row | undefined> {
    const { Item } = await this.direct.send(
      new GetItemCommand({ TableName: 'Notes', Key: { PK: { S: userId }, SK: { S: id } }, ConsistentRead: true }),
    );
    return Item;
  }

  async rows(userId: string): Promise<Row[]> {
    const { Items = [] } = await this.direct.send(new QueryCommand({
      TableName: 'Notes',
      KeyConditionExpression: 'PK = :user',
      ExpressionAttributeValues: { ':user': { S: userId } },
      ConsistentRead: true,
    }));
    return Items;
  }

  async close(): Promise<void> {
    this.direct.destroy();
    await this.lifetime.end();
  }
}
