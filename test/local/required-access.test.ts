import { PartitionKeys } from '../../local/dynamodb/partition-keys';
import { requiredAccess } from '../../local/dynamodb/required-access';

const TABLES = 'arn:aws:dynamodb:us-east-1:123456789012:table/';
const known: Record<string, string> = {
  [`${TABLES}Orders`]: 'id',
  [`${TABLES}Orders/index/byOwner`]: 'owner',
  [`${TABLES}Owners`]: 'owner',
};
const partitionKeys = { find: (arn: string) => known[arn] } as PartitionKeys;

const accessOf = (operation: string, input: unknown) => requiredAccess(operation, input, TABLES, partitionKeys)
  .map(({ action, resource }) => `${action} ${resource.replace(TABLES, '')}`);

const keysOf = (operation: string, input: unknown) => requiredAccess(operation, input, TABLES, partitionKeys).map(({ keys }) => keys);

const id = { S: '1' };
const Key = { id };
const TableName = 'Orders';

test.each<[string, object, string[]]>([
  ['GetItem', { TableName, Key }, ['dynamodb:GetItem Orders']],
  ['PutItem', { TableName, Item: Key }, ['dynamodb:PutItem Orders']],
  ['UpdateItem', { TableName, Key }, ['dynamodb:UpdateItem Orders']],
  ['DeleteItem', { TableName, Key }, ['dynamodb:DeleteItem Orders']],
  [
    'DeleteItem',
    { TableName: 'arn:aws:dynamodb:eu-west-1:1:table/Far', Key },
    ['dynamodb:DeleteItem arn:aws:dynamodb:eu-west-1:1:table/Far'],
  ],
  ['Query', { TableName }, ['dynamodb:Query Orders']],
  ['Query', { TableName, IndexName: 'byOwner' }, ['dynamodb:Query Orders/index/byOwner']],
  ['Scan', { TableName, IndexName: 'byOwner' }, ['dynamodb:Scan Orders/index/byOwner']],
  ['DescribeTable', { TableName }, ['dynamodb:DescribeTable Orders']],
  ['ListTables', {}, ['dynamodb:ListTables *']],
  ['ListTagsOfResource', { ResourceArn: `${TABLES}Orders` }, ['dynamodb:ListTagsOfResource Orders']],
  [
    'BatchGetItem',
    { RequestItems: { Orders: { Keys: [Key] }, Owners: { Keys: [Key] } } },
    ['dynamodb:BatchGetItem Orders', 'dynamodb:BatchGetItem Owners'],
  ],
  [
    'BatchWriteItem',
    { RequestItems: { Orders: [{ PutRequest: { Item: Key } }], Owners: [{ DeleteRequest: { Key } }] } },
    ['dynamodb:BatchWriteItem Orders', 'dynamodb:BatchWriteItem Owners'],
  ],
  ['TransactGetItems', { TransactItems: [{ Get: { TableName, Key } }] }, ['dynamodb:GetItem Orders']],
  [
    'TransactWriteItems',
    {
      TransactItems: [
        { Put: { TableName, Item: Key } },
        { Update: { TableName, Key } },
        { Delete: { TableName: 'Owners', Key } },
        { ConditionCheck: { TableName, Key } },
      ],
    },
    ['dynamodb:PutItem Orders', 'dynamodb:UpdateItem Orders', 'dynamodb:DeleteItem Owners', 'dynamodb:ConditionCheckItem Orders'],
  ],
  ['ExecuteStatement', { Statement: 'SELECT * FROM "Orders" WHERE id = \'from Owners\'' }, ['dynamodb:PartiQLSelect Orders']],
  ['ExecuteStatement', { Statement: "select note, 'x FROM Owners' from Orders.byOwner" }, ['dynamodb:PartiQLSelect Orders/index/byOwner']],
  ['ExecuteStatement', { Statement: 'SELECT * FROM "Orders"."byOwner"' }, ['dynamodb:PartiQLSelect Orders/index/byOwner']],
  ['ExecuteStatement', { Statement: "INSERT INTO \"Orders\" VALUE {'id': '1'}" }, ['dynamodb:PartiQLInsert Orders']],
  [
    'BatchExecuteStatement',
    { Statements: [{ Statement: 'UPDATE "Orders" SET a = 1' }, { Statement: 'DELETE FROM Owners' }] },
    ['dynamodb:PartiQLUpdate Orders', 'dynamodb:PartiQLDelete Owners'],
  ],
  [
    'ExecuteTransaction',
    { TransactStatements: [{ Statement: 'EXISTS(SELECT * FROM "Orders" WHERE id = \'1\')' }] },
    ['dynamodb:PartiQLSelect Orders'],
  ],
  ['ExecuteStatement', { Statement: 'DROP TABLE Orders' }, ['dynamodb:PartiQLUnknown *']],
])('%s of %j needs %j', (operation, input, access) => {
  expect(accessOf(operation, input)).toEqual(access);
});

test.each<[string, object, string[][]]>([
  ['GetItem', { TableName, Key }, [['1']]],
  ['PutItem', { TableName, Item: { ...Key, other: { S: 'x' } } }, [['1']]],
  ['UpdateItem', { TableName, Key: { id: { N: '7' } } }, [['7']]],
  ['BatchGetItem', { RequestItems: { Orders: { Keys: [Key, { id: { S: '2' } }] } } }, [['1', '2']]],
  [
    'BatchWriteItem',
    { RequestItems: { Orders: [{ PutRequest: { Item: Key } }, { DeleteRequest: { Key: { id: { S: '2' } } } }] } },
    [['1', '2']],
  ],
  [
    'TransactGetItems',
    { TransactItems: [{ Get: { TableName, Key } }, { Get: { TableName: 'Owners', Key: { owner: { S: 'ann' } } } }] },
    [['1'], ['ann']],
  ],
  ['Query', { TableName, KeyConditionExpression: 'id = :id', ExpressionAttributeValues: { ':id': id } }, [['1']]],
  ['Query', {
    TableName,
    IndexName: 'byOwner',
    KeyConditionExpression: 'id > :id AND #o=:o',
    ExpressionAttributeNames: { '#o': 'owner' },
    ExpressionAttributeValues: { ':id': id, ':o': { S: 'ann' } },
  }, [['ann']]],
  ['Scan', { TableName }, [[]]],
])('the leading keys of %s %j are %j', (operation, input, keys) => {
  expect(keysOf(operation, input).map((one) => one['dynamodb:LeadingKeys'])).toEqual(keys);
});

test.each<[string, object]>([
  ['a table of somewhere else', { TableName: 'Elsewhere', KeyConditionExpression: 'id = :id', ExpressionAttributeValues: { ':id': id } }],
  ['an index of somewhere else', { TableName, IndexName: 'other' }],
  ['no condition on the key', { TableName, KeyConditionExpression: 'other = :id', ExpressionAttributeValues: { ':id': id } }],
])('the leading keys are not known of %s', (_what, input) => {
  expect(keysOf('Query', input)[0]).not.toHaveProperty(['dynamodb:LeadingKeys']);
});

test.each<[string, object]>([
  ['GetItem', { TableName }],
  ['PutItem', { TableName, Item: { other: id } }],
  ['BatchWriteItem', { RequestItems: { Orders: [{}, { PutRequest: { Item: Key } }] } }],
  ['ExecuteStatement', { Statement: 'SELECT * FROM Orders WHERE id = 1' }],
])('the leading keys are not known of %s %j', (operation, input) => {
  expect(keysOf(operation, input)[0]).not.toHaveProperty(['dynamodb:LeadingKeys']);
});

test('the parts of a transaction know what they are part of, and others are part of nothing', () => {
  expect(keysOf('TransactGetItems', { TransactItems: [{ Get: { TableName, Key } }] })[0]).toMatchObject({
    'dynamodb:EnclosingOperation': ['TransactGetItems'],
  });
  expect(keysOf('GetItem', { TableName, Key })[0]).toMatchObject({ 'dynamodb:EnclosingOperation': [] });
});

test.each([
  ['GetItem', { TableName: 1, Key }],
  ['BatchGetItem', {}],
  ['BatchGetItem', { RequestItems: { Orders: null } }],
  ['TransactWriteItems', { TransactItems: 1 }],
  ['ExecuteStatement', {}],
])('%s of %j is not understood', (operation, input) => {
  expect(() => accessOf(operation, input)).toThrow(expect.objectContaining({ type: 'SerializationException' }));
});
