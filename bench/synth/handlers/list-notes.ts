import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

const client = new DynamoDBClient({});

export async function handler({ pathParameters }: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const { Items = [] } = await client.send(new QueryCommand({
    TableName: process.env.TABLE_NAME,
    KeyConditionExpression: 'PK = :userId',
    ExpressionAttributeValues: { ':userId': { S: pathParameters?.userId ?? '' } },
  }));
  return { statusCode: 200, body: JSON.stringify(Items.map(({ SK, title, content }) => ({ id: SK.S, title: title?.S, content: content?.S }))) };
}
