import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

const client = new DynamoDBClient({});

export async function handler({ pathParameters, body }: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const { title = '', content = '' } = JSON.parse(body ?? '{}');
  await client.send(new UpdateItemCommand({
    TableName: process.env.TABLE_NAME,
    Key: { PK: { S: pathParameters?.userId ?? '' }, SK: { S: pathParameters?.id ?? '' } },
    UpdateExpression: 'SET title = :title, content = :content',
    ExpressionAttributeValues: { ':title': { S: title }, ':content': { S: content } },
  }));
  return { statusCode: 200, body: '' };
}
