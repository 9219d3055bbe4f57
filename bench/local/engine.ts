import { Target } from './requests';
import { startEngine } from '../../local/dynamodb/engine';
import { Lifetime } from '../../local/machine/lifetime';
import { call } from '../../test/http';

const KEY = { PK: { S: 'USER#alice' }, SK: { S: 'NOTE#1' } };

const request = (operation: string, input: object) => ({
  headers: {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `DynamoDB_20120810.${operation}`,
    'authorization': 'AWS4-HMAC-SHA256 Credential=LOCAL/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    'x-amz-date': '20260101T000000Z',
  },
  body: JSON.stringify({ TableName: 'Notes', ...input }),
});

/** Starts the engine alone. Resolves to the request that reads an item. */
export async function startEngineAlone(lifetime: Lifetime): Promise<Target> {
  const { endpoint } = await startEngine('dynoxide', lifetime, () => undefined);
  const setup: [string, object][] = [
    ['CreateTable', {
      AttributeDefinitions: ['PK', 'SK'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }, { AttributeName: 'SK', KeyType: 'RANGE' }],
      BillingMode: 'PAY_PER_REQUEST',
    }],
    ['PutItem', { Item: { ...KEY, content: { S: 'Buy milk' } } }],
  ];
  for (const [operation, input] of setup) {
    await call(endpoint, 'POST', '/', request(operation, input));
  }
  return { url: endpoint, method: 'POST', path: '/', ...request('GetItem', { Key: KEY }) };
}
