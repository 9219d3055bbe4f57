import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEvent } from 'aws-lambda';

const client = new DynamoDBClient({});

export async function handler({ pathParameters }: APIGatewayProxyEvent) {
  const { Items = [] } = await client.send(new QueryCommand({
    TableName: process.env.TABLE_NAME,
    KeyConditionExpression: 'PK = :userId',
    ExpressionAttributeValues: { ':userId': { S: pathParameters!.userId! } },
  }));
  const notes = Items.map(({ SK, noteContent }) => ({ id: SK.S, content: noteContent.S }));
  return { statusCode: 200, body: JSON.stringify({ notes }) };
}
