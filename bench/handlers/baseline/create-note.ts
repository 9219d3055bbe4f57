import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { v4 } from 'uuid';

const client = new DynamoDBClient({});

export async function handler({ body, pathParameters }: APIGatewayProxyEvent) {
  const { content } = JSON.parse(body!);
  const noteId = v4();
  await client.send(new PutItemCommand({
    TableName: process.env.TABLE_NAME,
    Item: { PK: { S: pathParameters!.userId! }, SK: { S: noteId }, noteContent: { S: content } },
  }));
  return { statusCode: 200, body: JSON.stringify({ noteId }) };
}
