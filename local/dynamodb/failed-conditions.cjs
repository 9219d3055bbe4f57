'use strict';

// Adds ReturnValuesOnConditionCheckFailure, which dynalite does not support.
const http = require('node:http');
const { buffer } = require('node:stream/consumers');

/** The operations whose input has the key of their item. */
const KEYED = ['DynamoDB_20120810.UpdateItem', 'DynamoDB_20120810.DeleteItem'];

/** A server that forwards to the engine, and adds the item to the error of a failed condition. */
function returningFailedItems(engine) {
  const agent = new http.Agent({ keepAlive: true });
  // The agent must not send on a connection that the engine is about to close.
  engine.keepAliveTimeout = 0;
  return http.createServer((request, response) => {
    const { address: host, port } = engine.address();
    const ask = (headers, body) => exchange({ agent, host, port, method: request.method, path: request.url, headers }, body);
    answer(request, ask)
      .then(({ body, headers, statusCode, statusMessage }) => response.writeHead(statusCode, statusMessage, headers).end(body))
      .catch(() => response.destroy());
  });
}

async function answer(request, ask) {
  const body = await buffer(request);
  const answered = await ask(request.rawHeaders, body);
  if (answered.statusCode !== 400 || !KEYED.includes(request.headers['x-amz-target'])) return answered;
  const failure = JSON.parse(answered.body);
  if (!failure.__type.endsWith('#ConditionalCheckFailedException')) return answered;
  const { Key, ReturnValuesOnConditionCheckFailure, TableName } = JSON.parse(body);
  if (ReturnValuesOnConditionCheckFailure !== 'ALL_OLD') return answered;
  const getItem = ['X-Amz-Target', 'DynamoDB_20120810.GetItem', ...without(request.rawHeaders, 'x-amz-target', 'content-length')];
  const { Item } = JSON.parse((await ask(getItem, JSON.stringify({ TableName, Key, ConsistentRead: true }))).body);
  return Item ? { ...answered, ...withBody(answered.headers, JSON.stringify({ ...failure, Item })) } : answered;
}

function exchange(options, body) {
  return new Promise((resolve, reject) => {
    const request = http.request(options, (response) => {
      const { rawHeaders, statusCode, statusMessage } = response;
      const headers = without(rawHeaders, 'connection', 'keep-alive');
      buffer(response).then((answered) => resolve({ statusCode, statusMessage, headers, body: answered }), reject);
    });
    request.on('error', reject).end(body);
  });
}

/** Removes dynalite's checksum, which no longer matches; no client requires one. */
function withBody(headers, body) {
  return { body, headers: [...without(headers, 'content-length', 'x-amz-crc32'), 'Content-Length', String(Buffer.byteLength(body))] };
}

/** Removes fields by name from raw headers, which alternate names and values. */
function without(rawHeaders, ...names) {
  return rawHeaders.filter((_field, at) => !names.includes(rawHeaders[at - at % 2].toLowerCase()));
}

module.exports = { returningFailedItems };
