import { ConditionalCheckFailedException, DynamoDBServiceException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { HttpResponse } from '@smithy/core/protocols';
import { outputOf } from '../../../lambda/dynamodb/answer';

const NAMESPACE = 'com.amazonaws.dynamodb.v20120810#';

const answer = (statusCode: number, document?: unknown, headers: Record<string, string> = {}) =>
  new HttpResponse({ statusCode, headers, body: Buffer.from(document === undefined ? '' : JSON.stringify(document)) });

function errorOf(...given: Parameters<typeof answer>): any {
  try {
    outputOf(answer(...given));
  } catch (error) {
    return error;
  }
  throw new Error('it is no error');
}

test('a success is its document, with the metadata of the answer', () => {
  const document = { Item: { SK: { S: 'ä' }, n: { N: '1e3' }, b: { B: 'AAE=' }, l: { L: [{ NULL: true }] } }, ConsumedCapacity: {} };
  expect(outputOf(answer(200, document, { 'x-amzn-requestid': 'r1' })))
    .toEqual({ ...document, $metadata: { httpStatusCode: 200, requestId: 'r1' } });
});

test.each([[undefined], [null], [5], [[]]])('a success of %j has nothing but metadata', (document) => {
  expect(outputOf(answer(200, document))).toEqual({ $metadata: { httpStatusCode: 200 } });
});

test('an answer that is no JSON is a SyntaxError, whatever its status', () => {
  for (const statusCode of [200, 400, 502]) {
    expect(() => outputOf({ statusCode, headers: {}, body: Buffer.from('<html>') })).toThrow(SyntaxError);
  }
});

test.each([[299, 'success'], [300, 'client'], [400, 'client'], [499, 'client'], [500, 'server']])('with the status %d it is %s', (status, kind) => {
  const fault = status < 300 ? (outputOf<{ $metadata: object }>(answer(status, {})), 'success') : errorOf(status, { __type: 'X' }).$fault;
  expect(fault).toBe(kind);
});

test('a failed condition has the class and the item of the SDK\'s', () => {
  const Item = { PK: { S: 'alice' } };
  const error = errorOf(400, { __type: `${NAMESPACE}ConditionalCheckFailedException`, Item }, { 'x-amzn-requestid': 'r1' });
  expect(error).toBeInstanceOf(ConditionalCheckFailedException);
  expect(error).toMatchObject({
    name: 'ConditionalCheckFailedException', $fault: 'client', Item, $metadata: { httpStatusCode: 400, requestId: 'r1' },
  });
});

test('a cancelled transaction has the class and the reasons of the SDK\'s', () => {
  const CancellationReasons = [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Item: {} }];
  const error = errorOf(400, { __type: `${NAMESPACE}TransactionCanceledException`, CancellationReasons });
  expect(error).toBeInstanceOf(TransactionCanceledException);
  expect(error).toMatchObject({ name: 'TransactionCanceledException', CancellationReasons });
});

test('any other error has its name, and the class of all', () => {
  const error = errorOf(400, { __type: `${NAMESPACE}ThrottlingException` });
  expect(error).toBeInstanceOf(DynamoDBServiceException);
  expect(error).not.toBeInstanceOf(ConditionalCheckFailedException);
  expect(error.name).toBe('ThrottlingException');
});

test('the message of an error, which quotes the request, is left out', () => {
  expect(errorOf(400, { __type: 'X', message: 'SECRET', Message: 'SECRET' }).message).toBe('an error of DynamoDB');
});

test.each<[string, unknown, Record<string, string>, string]>([
  ['the type', { __type: 'A', code: 'B' }, { 'x-amzn-errortype': 'C' }, 'A'],
  ['the code where there is no type', { code: 'B' }, { 'x-amzn-errortype': 'C' }, 'B'],
  ['the header where there is neither', {}, { 'x-amzn-errortype': 'C' }, 'C'],
  ['what is between the namespace and the URL', { __type: 'a.b#A:http://example.com/#B' }, {}, 'A'],
  ['what is before a comma', { __type: 'A,http://example.com/' }, {}, 'A'],
  ['nothing where it is no text', { __type: { S: 'A' } }, {}, 'Unknown'],
  ['nothing where there is none', undefined, {}, 'Unknown'],
  ['no property of every object', { __type: '__proto__' }, {}, '__proto__'],
])('its name is %s', (_, document, headers, name) => {
  expect(errorOf(400, document, headers).name).toBe(name);
});
