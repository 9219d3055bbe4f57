import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

const client = new DynamoDBClient({});

export async function handler({ pathParameters }: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  await client.send(new DeleteItemCommand({
    TableName: process.env.TABLE_NAME,
    Key: { PK: { S: pathParameters?.userId ?? '' }, SK: { S: pathParameters?.id ?? '' } },
  }));
  return { statusCode: 204, body: '' };
}
