import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  AttributeType, CfnTable, ITable, Table, TableEncryption, TableEncryptionV2, TableV2, TableV2MultiAccountReplica,
} from 'aws-cdk-lib/aws-dynamodb';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { ACCOUNT, adopted, ELSEWHERE, ENV, KEYS, ofAnotherStack, REGION, replica, table, tableV2 } from './adopted';
import { OPERATIONS } from '../../../src/contract/operations';
import { HANDLERS } from '../../operations';
import { statementsOfFunctions } from '../synth';
import { NotesApi } from 'cdk-notes-api';

const ARN = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/Notebook`;
const KEY_ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
const PLAIN_KEY_ARN = 'arn:aws:kms:us-east-1:111122223333:key/22222222-2222-3333-4444-555555555555';

/** The same in the form of a CfnTable. */
const CFN_KEYS = {
  attributeDefinitions: ['PK', 'SK'].map((attributeName) => ({ attributeName, attributeType: 'S' })),
  keySchema: [{ attributeName: 'PK', keyType: 'HASH' }, { attributeName: 'SK', keyType: 'RANGE' }],
};

const NAMED_BY_STACK = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:dynamodb:${REGION}:${ACCOUNT}:table/Notebook`]] };

const arnOf = (logicalId: RegExp) => ({ 'Fn::GetAtt': [expect.stringMatching(logicalId), 'Arn'] });
const imported = (name: RegExp) => ({ 'Fn::ImportValue': expect.stringMatching(name) });

const resources = (stack: Stack) => Template.fromStack(stack).toJSON().Resources ?? {};
const tables = (template: Template) =>
  ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'].flatMap((type) => Object.values(template.findResources(type)));

interface Adoption {
  readonly tableOf: (stack: Stack) => ITable;
  readonly arn: unknown;
  readonly name: unknown;
  readonly key?: unknown;
}

describe.each<[string, Adoption]>([
  [
    "the tutorial's table",
    { tableOf: (stack) => table(stack), arn: arnOf(/^Notebook/), name: { Ref: expect.stringMatching(/^Notebook/) } },
  ],
  [
    'a Table with a key of its own',
    {
      tableOf: (stack) => table(stack, { encryption: TableEncryption.CUSTOMER_MANAGED }),
      arn: arnOf(/^Notebook/),
      name: { Ref: expect.stringMatching(/^Notebook/) },
      key: arnOf(/^NotebookKey/),
    },
  ],
  [
    "a Table with the account's key",
    {
      tableOf: (stack) => table(stack, { encryption: TableEncryption.AWS_MANAGED }),
      arn: arnOf(/^Notebook/),
      name: { Ref: expect.stringMatching(/^Notebook/) },
    },
  ],
  ['a TableV2', { tableOf: (stack) => tableV2(stack), arn: arnOf(/^Notebook/), name: { Ref: expect.stringMatching(/^Notebook/) } }],
  [
    "a TableV2 with a customer's key",
    {
      tableOf: (stack) => tableV2(stack, { encryption: TableEncryptionV2.customerManagedKey(new Key(stack, 'Key')) }),
      arn: arnOf(/^Notebook/),
      name: { Ref: expect.stringMatching(/^Notebook/) },
      key: arnOf(/^Key/),
    },
  ],
  [
    "a TableV2 with the account's key",
    {
      tableOf: (stack) => tableV2(stack, { encryption: TableEncryptionV2.awsManagedKey() }),
      arn: arnOf(/^Notebook/),
      name: { Ref: expect.stringMatching(/^Notebook/) },
    },
  ],
  [
    'Table.fromTableName',
    { tableOf: (stack) => Table.fromTableName(stack, 'Notebook', 'Notebook'), arn: NAMED_BY_STACK, name: 'Notebook' },
  ],
  ['Table.fromTableArn', { tableOf: (stack) => Table.fromTableArn(stack, 'Notebook', ARN), arn: ARN, name: 'Notebook' }],
  [
    'Table.fromTableAttributes',
    {
      tableOf: (stack) =>
        Table.fromTableAttributes(stack, 'Notebook', { tableName: 'Notebook', encryptionKey: Key.fromKeyArn(stack, 'Key', KEY_ARN) }),
      arn: NAMED_BY_STACK,
      name: 'Notebook',
      key: KEY_ARN,
    },
  ],
  [
    'TableV2.fromTableName',
    { tableOf: (stack) => TableV2.fromTableName(stack, 'Notebook', 'Notebook'), arn: NAMED_BY_STACK, name: 'Notebook' },
  ],
  ['TableV2.fromTableArn', { tableOf: (stack) => TableV2.fromTableArn(stack, 'Notebook', ARN), arn: ARN, name: 'Notebook' }],
  [
    'TableV2.fromTableAttributes',
    {
      tableOf: (stack) =>
        TableV2.fromTableAttributes(stack, 'Notebook', { tableArn: ARN, encryptionKey: Key.fromKeyArn(stack, 'Key', KEY_ARN) }),
      arn: ARN,
      name: 'Notebook',
      key: KEY_ARN,
    },
  ],
  [
    'a CfnTable by its ARN',
    {
      tableOf: (stack) => Table.fromTableArn(stack, 'Notebook', new CfnTable(stack, 'Cfn', CFN_KEYS).attrArn),
      arn: arnOf(/^Cfn$/),
      name: { 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::Select': [5, { 'Fn::Split': [':', arnOf(/^Cfn$/)] }] }] }] },
    },
  ],
  [
    'a table of another stack',
    { tableOf: (stack) => table(ofAnotherStack(stack)), arn: imported(/^Data:.*Arn/), name: imported(/^Data:.*Ref/) },
  ],
  [
    'a replica of a table with a name',
    { tableOf: (stack) => replica(stack, { tableName: 'Notebook' }), arn: NAMED_BY_STACK, name: 'Notebook' },
  ],
  [
    "a replica of a table with a customer's key",
    {
      tableOf: (stack) =>
        replica(stack, {
          tableName: 'Notebook',
          encryption: TableEncryptionV2.customerManagedKey(Key.fromKeyArn(stack, 'Key', PLAIN_KEY_ARN), { [REGION]: KEY_ARN }),
        }),
      arn: NAMED_BY_STACK,
      name: 'Notebook',
      key: KEY_ARN,
    },
  ],
  [
    'a replica of a table of another account',
    {
      tableOf: (stack) => {
        const source = new TableV2(
          new Stack(stack.node.root as App, 'Data', { env: { account: '444455556666', region: ELSEWHERE } }),
          'Source',
          { ...KEYS, tableName: 'Notebook' },
        );
        return new TableV2MultiAccountReplica(stack, 'Notebook', { replicaSourceTable: source });
      },
      arn: arnOf(/^Notebook/),
      name: { Ref: expect.stringMatching(/^Notebook/) },
    },
  ],
])('with %s', (_, { tableOf, arn, name, key }) => {
  const { notes, stack, template } = adopted(tableOf);
  const alone = new Stack(new App(), 'Stack', ENV);
  tableOf(alone);

  test('the functions know its name, and each may do its one action on it', () => {
    const functions = Object.values(template.findResources('AWS::Lambda::Function'));
    expect(functions.map(({ Properties }) => Properties.Environment.Variables.TABLE_NAME)).toEqual(Array(HANDLERS.length).fill(name));
    const ofRoles = statementsOfFunctions(template).map((all) => all.filter(({ Action }) => String(Action).startsWith('dynamodb:')));
    expect(ofRoles).toEqual(
      Object.values(OPERATIONS).map(({ action }) => [
        { Effect: 'Allow', Action: action, Resource: arn },
      ]),
    );
  });

  test('DynamoDB may decrypt with its key for the functions, and with no other', () => {
    const ofKeys = statementsOfFunctions(template).map((all) => all.filter(({ Action }) => String(Action).includes('kms')));
    const decryption = {
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: key,
      Condition: { StringEquals: { 'kms:ViaService': `dynamodb.${REGION}.amazonaws.com` } },
    };
    expect(ofKeys).toEqual(Array(HANDLERS.length).fill(key ? [decryption] : []));
  });

  test("no table is made, and the user's own resources stay as they are", () => {
    expect(tables(template)).toEqual(tables(Template.fromStack(alone)));
    const stacks = (of: Stack) => of.node.root.node.children.filter(Stack.isStack).map(resources);
    expect(stacks(stack)).toMatchObject(stacks(alone));
  });

  test('it is the table of the notes', () => {
    expect(stack.resolve(notes.table.tableName)).toEqual(name);
  });
});

test('what the table gets after it was adopted is in the template', () => {
  const stack = new Stack(new App(), 'Stack', ENV);
  const own = tableV2(stack, { timeToLiveAttribute: 'expiresAt' });
  new NotesApi(stack, 'Notes', { table: own });
  own.addGlobalSecondaryIndex({ indexName: 'byTitle', partitionKey: { name: 'title', type: AttributeType.STRING } });
  own.addReplica({ region: ELSEWHERE });
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::DynamoDB::GlobalTable'));
  expect(Properties.GlobalSecondaryIndexes).toHaveLength(1);
  expect(Properties.Replicas.map(({ Region }: { Region: string }) => Region)).toEqual([ELSEWHERE, REGION]);
});

test('with a table that is given, removalPolicy applies to the logs only', () => {
  const { template } = adopted((stack) => table(stack), { removalPolicy: RemovalPolicy.DESTROY });
  template.allResources('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete' });
  template.allResources('AWS::DynamoDB::Table', { DeletionPolicy: 'Retain' });
});

test("everything but the table is as with a table of the notes' own", () => {
  const withoutTables = (tableOf?: (stack: Stack) => ITable) => {
    const stack = new Stack(new App(), 'Stack', ENV);
    const notes = new NotesApi(stack, 'Notes', { table: tableOf?.(stack) });
    notes.grants.invoke(new Role(stack, 'Caller', { assumedBy: new AccountRootPrincipal() }));
    const { Resources } = Template.fromStack(stack).toJSON();
    const [id] = Object.keys(Resources).filter((logicalId) => Resources[logicalId].Type.startsWith('AWS::DynamoDB::'));
    delete Resources[id];
    return JSON.parse(JSON.stringify(Resources).replaceAll(id, 'Table'));
  };
  expect(withoutTables((stack) => table(stack, { timeToLiveAttribute: 'expiresAt' }))).toEqual(withoutTables());
});
