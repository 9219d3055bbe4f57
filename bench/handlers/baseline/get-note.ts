import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEvent } from 'aws-lambda';

const client = new DynamoDBClient({});

export async function handler({ pathParameters }: APIGatewayProxyEvent) {
  const { userId, id } = pathParameters!;
  const { Item } = await client.send(new GetItemCommand({
    TableName: process.env.TABLE_NAME,
    Key: { PK: { S: userId! }, SK: { S: id! } },
  }));
  if (!Item) {
    return { statusCode: 404, body: JSON.stringify({ message: 'not found' }) };
  }
  return { statusCode: 200, body: JSON.stringify({ id, content: Item.noteContent.S }) };
}
