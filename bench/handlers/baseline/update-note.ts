import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEvent } from 'aws-lambda';

const client = new DynamoDBClient({});

export async function handler({ body, pathParameters }: APIGatewayProxyEvent) {
  const { userId, id } = pathParameters!;
  const { content } = JSON.parse(body!);
  await client.send(new UpdateItemCommand({
    TableName: process.env.TABLE_NAME,
    Key: { PK: { S: userId! }, SK: { S: id! } },
    UpdateExpression: 'SET noteContent = :content',
    ExpressionAttributeValues: { ':content': { S: content } },
  }));
  return { statusCode: 200, body: JSON.stringify({ id, content }) };
}
