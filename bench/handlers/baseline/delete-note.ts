import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEvent } from 'aws-lambda';

const client = new DynamoDBClient({});

export async function handler({ pathParameters }: APIGatewayProxyEvent) {
  const { userId, id } = pathParameters!;
  await client.send(new DeleteItemCommand({
    TableName: process.env.TABLE_NAME,
    Key: { PK: { S: userId! }, SK: { S: id! } },
  }));
  return { statusCode: 204, body: '' };
}
