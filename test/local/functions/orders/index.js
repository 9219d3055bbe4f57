'use strict';

// Stores and reads orders; the SDK is the runtime's own.
const { DynamoDBClient, GetItemCommand, PutItemCommand } = require('@aws-sdk/client-dynamodb');

const client = new DynamoDBClient({});
const TableName = process.env.TABLE_NAME;

exports.handler = async (event) => {
  const id = decodeURIComponent(event.pathParameters.id);
  if (event.httpMethod === 'PUT') {
    await client.send(new PutItemCommand({ TableName, Item: { id: { S: id }, body: { S: event.body } } }));
    return { statusCode: 204 };
  }
  const { Item } = await client.send(new GetItemCommand({ TableName, Key: { id: { S: id } } }));
  return Item ? { statusCode: 200, body: Item.body.S } : { statusCode: 404, body: '{}' };
};
