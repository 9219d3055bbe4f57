import { AttributeValue, BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { App, Stack } from 'aws-cdk-lib';
import { MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { startWithConsole, WithConsole } from './console';
import { installedEngines } from '../../../local/dynamodb/engine';

/** An archive with a table of texts and a table with binary keys. */
class ArchiveStack extends Stack {
  constructor(app: App) {
    super(app, 'Archive', { env: { account: '123456789012', region: 'eu-west-1' } });
    new TableV2(this, 'Texts', {
      tableName: 'texts', partitionKey: { name: 'PK', type: AttributeType.STRING }, sortKey: { name: 'SK', type: AttributeType.NUMBER },
    });
    new TableV2(this, 'Scans', { tableName: 'scans', partitionKey: { name: 'page', type: AttributeType.BINARY } });
    new RestApi(this, 'Api', { cloudWatchRole: false }).root.addMethod('GET', new MockIntegration());
  }
}

const TEXTS = 60;

describe.each(installedEngines)('the tables on %s', (engine) => {
  let archive: WithConsole;
  beforeAll(async () => {
    archive = await startWithConsole((app) => new ArchiveStack(app), { engine });
    const texts = Array.from({ length: TEXTS }, (_, at) => ({ PK: { S: 'a' }, SK: { N: String(at) }, text: { S: '<b>' } }));
    const scans = Array.from({ length: 30 }, (_, at) => ({ page: { B: Uint8Array.of(at, 255) }, sizes: { NS: ['1'] } }));
    await write('texts', texts);
    await write('scans', scans);
  });
  afterAll(async () => { await archive?.stop(); });

  async function write(table: string, items: Record<string, AttributeValue>[]): Promise<void> {
    const client = new DynamoDBClient({
      endpoint: archive.stack.dynamoDbEndpoint, region: 'eu-west-1', credentials: { accessKeyId: 'LOCAL', secretAccessKey: 'LOCAL' },
    });
    for (let at = 0; at < items.length; at += 25) {
      const requests = items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } }));
      await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }));
    }
    client.destroy();
  }

  /** All pages of a table, each from the start that the previous one gives. */
  async function pages(table: string): Promise<any[]> {
    const found = [];
    for (let start: unknown, more = true; more; more = start !== undefined) {
      const { json } = await archive.ask('GET', `/api/tables/${table}${start ? `?start=${encodeURIComponent(JSON.stringify(start))}` : ''}`);
      found.push(json);
      start = json.next;
    }
    return found;
  }

  test('are listed by name', async () => {
    const { json } = await archive.ask('GET', '/api/stack');
    expect(json).toMatchObject({
      canBeEmptied: true,
      tables: [{ name: 'texts', logicalId: expect.stringMatching(/^Texts/) }, { name: 'scans', logicalId: expect.stringMatching(/^Scans/) }],
    });
  });

  test('are shown page by page, with every item once', async () => {
    const found = await pages('texts');
    expect(found[0].keys).toEqual(['PK', 'SK']);
    expect(Math.max(...found.map(({ items }) => items.length))).toBe(25);
    const sorted = found.flatMap(({ items }) => items).map(({ SK }) => Number(SK.N)).sort((left, right) => left - right);
    expect(sorted).toEqual(Array.from({ length: TEXTS }, (_, at) => at));
  });

  test('are shown page by page with binary keys', async () => {
    const items = (await pages('scans')).flatMap((page) => page.items);
    expect(items).toHaveLength(30);
    expect(items).toContainEqual({ page: { B: Buffer.from([7, 255]).toString('base64') }, sizes: { NS: ['1'] } });
  });

  test('that do not exist are not found', async () => {
    expect((await archive.ask('GET', '/api/tables/other')).status).toBe(404);
  });

  test.each(['nonsense', '{"PK":{"S":"a"}}'])('are not shown from %s on', async (start) => {
    expect((await archive.ask('GET', `/api/tables/texts?start=${encodeURIComponent(start)}`)).status).toBeGreaterThanOrEqual(400);
  });

  test('are emptied when they are reset', async () => {
    const { json } = await archive.ask('DELETE', '/api/items');
    expect(json).toEqual({ deleted: TEXTS + 30 });
    expect((await pages('texts')).concat(await pages('scans')).flatMap(({ items }) => items)).toEqual([]);
  });

  test('of another DynamoDB are shown, but not emptied', async () => {
    await write('texts', [{ PK: { S: 'kept' }, SK: { N: '1' } }]);
    const other = await startWithConsole((app) => new ArchiveStack(app), { dynamoDbEndpoint: archive.stack.dynamoDbEndpoint });
    try {
      expect((await other.ask('GET', '/api/stack')).json.canBeEmptied).toBe(false);
      expect((await other.ask('DELETE', '/api/items')).status).toBe(409);
      expect((await other.ask('GET', '/api/tables/texts')).json.items).toHaveLength(1);
    } finally {
      await other.stop();
    }
  });
});
