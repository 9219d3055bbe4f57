import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { v4 as uuid } from 'uuid';

const client = new DynamoDBClient({});

export async function handler({ pathParameters, body }: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const { title = '', content = '' } = JSON.parse(body ?? '{}');
  const id = uuid();
  await client.send(new PutItemCommand({
    TableName: process.env.TABLE_NAME,
    Item: { PK: { S: pathParameters?.userId ?? '' }, SK: { S: id }, title: { S: title }, content: { S: content } },
  }));
  return { statusCode: 200, body: JSON.stringify({ id }) };
}
