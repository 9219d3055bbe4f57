import { App, Stack } from 'aws-cdk-lib';
import { AttributeType, CfnTable, ITable, Table, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import { ACCOUNT, adopted, ELSEWHERE, ENV, KEYS, ofAnotherStack, REGION, replica, table, tableV2 } from './adopted';
import { HANDLERS } from '../../operations';
import { NotesApi, NotesApiProps } from 'cdk-notes-api';

const ARN = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/Notebook`;
const KEY_ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;

/** The same in the form of a CfnTable. */
const CFN_KEYS = {
  attributeDefinitions: ['PK', 'SK'].map((attributeName) => ({ attributeName, attributeType: 'S' })),
  keySchema: [{ attributeName: 'PK', keyType: 'HASH' }, { attributeName: 'SK', keyType: 'RANGE' }],
};

const place = (env: { account?: string; region?: string }) => (props: (stack: Stack) => ITable) => () =>
  adopted(props, {}, new Stack(new App(), 'Stack', { env }));
const inOurs = place(ENV.env);
const key = (text: string) => `"table" has the key ${text}: use a table with the key PK (HASH, S), SK (RANGE, S)`;
const elsewhere = (arn: string) => arn.replace(REGION, ELSEWHERE);

test.each<[string, () => unknown, string]>([
  ['a name', inOurs(() => 'Notebook' as never), '"table" is "Notebook": use a table, such as a TableV2'],
  ['a number', inOurs(() => 5 as never), '"table" is 5: use a table'],
  ['null', inOurs(() => null as never), '"table" is null: use a table'],
  ['an ARN in an object', inOurs(() => ({ tableArn: ARN }) as never), `"table" is {"tableArn":"${ARN}"}: use a table`],
  [
    'a CfnTable',
    inOurs((stack) => new CfnTable(stack, 'Notebook', { keySchema: [] }) as never),
    '"table" is "Stack/Notebook": use a table',
  ],
  ['a stack', inOurs((stack) => stack as never), '"table" is "Stack": use a table'],
  [
    'a table with another partition key',
    inOurs((stack) => table(stack, { partitionKey: { name: 'id', type: AttributeType.STRING } })),
    key('id (HASH, S), SK (RANGE, S)'),
  ],
  [
    'a table with a number as sort key',
    inOurs((stack) => table(stack, { sortKey: { name: 'SK', type: AttributeType.NUMBER } })),
    key('PK (HASH, S), SK (RANGE, N)'),
  ],
  [
    'a CfnTable with another key by its ARN',
    inOurs((stack) => Table.fromTableArn(stack, 'T', new CfnTable(stack, 'Cfn', { keySchema: CFN_KEYS.keySchema.slice(0, 1) }).attrArn)),
    key('PK (HASH, undefined)'),
  ],
  ['a table without a sort key', inOurs((stack) => table(stack, { sortKey: undefined })), key('PK (HASH, S)')],
  ['a TableV2 without a sort key', inOurs((stack) => tableV2(stack, { sortKey: undefined })), key('PK (HASH, S)')],
  [
    'a TableV2 with its keys the other way round',
    inOurs((stack) => tableV2(stack, { partitionKey: KEYS.sortKey, sortKey: KEYS.partitionKey })),
    key('SK (HASH, S), PK (RANGE, S)'),
  ],
  ['a replica with another key', inOurs((stack) => replica(stack, { tableName: 'Notebook', sortKey: undefined })), key('PK (HASH, S)')],
  [
    'a table of which an override changes the key',
    inOurs((stack) => {
      const own = table(stack);
      (own.node.defaultChild as CfnTable).addPropertyOverride('KeySchema.1.AttributeName', 'id');
      return own;
    }),
    key('PK (HASH, S), id (RANGE, undefined)'),
  ],
  [
    'a table of another region',
    inOurs((stack) => tableV2(ofAnotherStack(stack, { account: ACCOUNT, region: ELSEWHERE }))),
    `"table" is in the region ${ELSEWHERE}, and the notes API is in ${REGION}: use a table in the environment of the notes API, such as a replica`,
  ],
  [
    'a Table of another region by its ARN',
    inOurs((stack) => Table.fromTableArn(stack, 'T', elsewhere(ARN))),
    `"table" is in the region ${ELSEWHERE}`,
  ],
  [
    'a TableV2 of another region by its ARN',
    inOurs((stack) => TableV2.fromTableArn(stack, 'T', elsewhere(ARN))),
    `"table" is in the region ${ELSEWHERE}`,
  ],
  [
    'a table of another account',
    inOurs((stack) => tableV2(ofAnotherStack(stack, { account: '444455556666', region: REGION }))),
    `"table" is in the account 444455556666, and the notes API is in ${ACCOUNT}: use`,
  ],
  [
    'a Table of another account by its ARN',
    inOurs((stack) => Table.fromTableArn(stack, 'T', ARN.replace(ACCOUNT, '444455556666'))),
    '"table" is in the account 444455556666',
  ],
  [
    'a table of another account where only that is known',
    place({ account: ACCOUNT })((stack) => Table.fromTableArn(stack, 'T', ARN.replace(ACCOUNT, '444455556666'))),
    '"table" is in the account 444455556666',
  ],
  [
    'a table with an alias of a key',
    inOurs((stack) =>
      tableV2(stack, { encryption: TableEncryptionV2.customerManagedKey(Alias.fromAliasName(stack, 'Key', 'alias/notes')) }),
    ),
    '"table.encryptionKey" is an alias, which IAM policies cannot refer to: use the key itself',
  ],
  [
    'an imported table with a key of another region',
    inOurs((stack) =>
      Table.fromTableAttributes(stack, 'T', { tableName: 'T', encryptionKey: Key.fromKeyArn(stack, 'Key', elsewhere(KEY_ARN)) }),
    ),
    `"table.encryptionKey" is in the region ${ELSEWHERE}, and the notes API is in ${REGION}: use a key in the region of the notes API`,
  ],
])('%s is refused with the prop, its value and what to do', (_, attempt, message) => {
  expect(attempt).toThrow(message);
});

test.each<[string, (stack: Stack) => NotesApiProps]>([
  ['encryptionKey', (stack) => ({ encryptionKey: new Key(stack, 'Key') })],
  ['replicaRegions', () => ({ replicaRegions: [ELSEWHERE] })],
  ['replicaKeyArns', () => ({ replicaKeyArns: { [ELSEWHERE]: elsewhere(KEY_ARN) } })],
])('%s is for the table that NotesApi creates, and is refused together with "table"', (name, propsOf) => {
  const stack = new Stack(new App(), 'Stack', ENV);
  expect(() => new NotesApi(stack, 'Notes', { table: table(stack), ...propsOf(stack) })).toThrow(
    `"${name}" is for the table that NotesApi creates, and "table" was given: leave it out, and set it on that table`,
  );
});

test('a key that only the deployment knows is not checked', () => {
  const { template } = adopted((stack) => {
    const own = table(stack, { timeToLiveAttribute: 'expiresAt' });
    (own.node.defaultChild as CfnTable).addPropertyOverride('KeySchema', { 'Fn::If': ['Old', [], []] });
    return own;
  });
  template.resourceCountIs('AWS::Lambda::Function', HANDLERS.length);
});
