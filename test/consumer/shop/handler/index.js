'use strict';

const { randomUUID } = require('node:crypto');
const { DynamoDBClient, GetItemCommand, PutItemCommand } = require('@aws-sdk/client-dynamodb');

const client = new DynamoDBClient();
const TableName = process.env.TABLE;

const answer = (statusCode, body) => ({ statusCode, body: JSON.stringify(body), headers: { 'X-Node': process.versions.node } });

exports.handler = async ({ body, httpMethod, pathParameters }) => {
  if (httpMethod === 'POST') {
    const id = randomUUID();
    await client.send(new PutItemCommand({ TableName, Item: { id: { S: id }, item: { S: JSON.parse(body).item } } }));
    return answer(201, { id });
  }
  const { Item } = await client.send(new GetItemCommand({ TableName, Key: { id: { S: pathParameters.id } } }));
  return Item ? answer(200, { id: Item.id.S, item: Item.item.S }) : answer(404, {});
};
