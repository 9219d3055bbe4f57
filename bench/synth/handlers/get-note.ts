import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

const client = new DynamoDBClient({});

export async function handler({ pathParameters }: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const { Item } = await client.send(new GetItemCommand({
    TableName: process.env.TABLE_NAME,
    Key: { PK: { S: pathParameters?.userId ?? '' }, SK: { S: pathParameters?.id ?? '' } },
  }));
  return Item
    ? { statusCode: 200, body: JSON.stringify({ id: Item.SK.S, title: Item.title?.S, content: Item.content?.S }) }
    : { statusCode: 404, body: JSON.stringify({ message: 'no such note' }) };
}
