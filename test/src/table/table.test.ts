import { Annotations, App, CfnOutput, RemovalPolicy, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  AttributeType, CfnGlobalTable, CfnTable, ITable, Table, TableEncryption, TableEncryptionV2, TableV2,
  TableV2MultiAccountReplica,
} from 'aws-cdk-lib/aws-dynamodb';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import { ACCOUNT, adopted, ELSEWHERE, ENV, KEYS, ofAnotherStack, REGION, replica, table, tableV2, warnings } from './adopted';
import { OPERATIONS } from '../../../src/contract/operations';
import { HANDLERS } from '../../operations';
import { statementsOfFunctions } from '../synth';
import { NotesApi, NotesApiProps, NotesOperation } from 'cdk-notes-api';

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

describe('a replica of a table that has no name', () => {
  const message = `"table" is a replica of a table without a physical name, in the stack Data in ${ELSEWHERE}: set "crossRegionReferences: true" on the stack of the notes API`;
  const elsewhere = (stack: Stack) => ofAnotherStack(stack, { account: ACCOUNT, region: ELSEWHERE });
  const ofNotes = (stack: Stack) => {
    return new NotesApi(elsewhere(stack), 'Notes', { replicaRegions: [REGION] }).replica(REGION);
  };

  test.each([
    ['of notes', ofNotes],
    ["of the user's own", (stack: Stack) => replica(stack, {})],
  ])('%s would be replaced by giving it one, and is refused', (_, tableOf) => {
    expect(() => adopted(tableOf)).toThrow(message);
  });

  test.each([
    ['of notes', ofNotes],
    ["of the user's own", (stack: Stack) => replica(stack, {})],
  ])('%s is adopted by a stack with crossRegionReferences, and keeps having none', (_, tableOf) => {
    const { stack, template } = adopted(tableOf, {}, new Stack(new App(), 'Stack', { ...ENV, crossRegionReferences: true }));
    const [properties] = Object.values(
      Template.fromStack(stack.node.root.node.findChild('Data') as Stack).findResources('AWS::DynamoDB::GlobalTable'),
    );
    expect(properties.Properties).not.toHaveProperty('TableName');
    const name = { 'Fn::GetAtt': [expect.stringMatching(/^ExportsReader/), expect.stringContaining('/cdk/exports/Stack/Data')] };
    const functions = Object.values(template.findResources('AWS::Lambda::Function', { Properties: { Handler: 'index.getNote' } }));
    expect(functions[0].Properties.Environment.Variables.TABLE_NAME).toEqual(name);
  });
});

test.each([
  ['region', { account: ACCOUNT, region: ELSEWHERE }],
  ['account', { account: '444455556666', region: REGION }],
])("a reference from another %s never names the notes' own table, which would replace it", (_, env) => {
  const app = new App();
  const { table: own } = new NotesApi(new Stack(app, 'Stack', ENV), 'Notes');
  new CfnOutput(new Stack(app, 'Reader', { env }), 'Name', { value: own.tableName });
  expect(() => app.synth()).toThrow("Cannot use resource 'Stack/Notes/Table' in a cross-environment fashion");
});

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
])("%s is of a table of the notes' own, and refused beside one that is given", (name, propsOf) => {
  const stack = new Stack(new App(), 'Stack', ENV);
  expect(() => new NotesApi(stack, 'Notes', { table: table(stack), ...propsOf(stack) })).toThrow(
    `"${name}" is for the table that NotesApi creates, and "table" was given: leave it out, and set it on that table`,
  );
});

describe('where more is known of one stack than of the other', () => {
  const NOWHERE = {};
  const remedy =
    'and only one of the two stacks has a known account or region: give both stacks an "env" with an account and a region, or neither of them';
  const inTwo = (theirs: object, ours: object, tableOf: (data: Stack) => ITable) => () =>
    adopted((stack) => tableOf(ofAnotherStack(stack, theirs as typeof ENV.env)), {}, new Stack(new App(), 'Stack', { env: ours }));

  test.each([
    ['no region, and ours has', NOWHERE, ENV.env],
    ['a region, and ours has none', ENV.env, NOWHERE],
    ['no account, and ours has', { region: REGION }, ENV.env],
    ['an account, and ours has none', ENV.env, { region: REGION }],
  ])('a table without a name is refused with what to do when its stack has %s', (_, theirs, ours) => {
    for (const tableOf of [table, tableV2]) {
      expect(inTwo(theirs, ours, tableOf)).toThrow(`"table" is in the stack "Data", ${remedy}`);
    }
    expect(inTwo(theirs, ours, (data) => table(data, { tableName: 'Notebook' }))).not.toThrow();
  });
});

test('a table that is imported within another one is not taken for that', () => {
  const { notes } = adopted((stack) => Table.fromTableName(table(stack, { sortKey: undefined }), 'Imported', 'Notebook'));
  expect(notes.node.metadata).toEqual([]);
});

describe('where the region is not known', () => {
  test.each<[string, (stack: Stack) => ITable]>([
    ['a table of the stack', (stack) => table(stack)],
    ['a table with a key', (stack) => table(stack, { encryption: TableEncryption.CUSTOMER_MANAGED })],
    ['an imported table', (stack) => Table.fromTableName(stack, 'T', 'Notebook')],
    ['a table by an ARN', (stack) => TableV2.fromTableArn(stack, 'T', ARN)],
  ])('%s is adopted', (_, tableOf) => {
    expect(() => adopted(tableOf, {}, new Stack(new App(), 'Stack'))).not.toThrow();
  });
});

describe('without a time to live', () => {
  const overridden = (stack: Stack, value: unknown) => {
    const own = tableV2(stack);
    (own.node.defaultChild as CfnGlobalTable).addPropertyOverride('TimeToLiveSpecification', value);
    return own;
  };
  const WARNING =
    '"table" has no TTL on the attribute "expiresAt", so expired idempotency records are never deleted: enable TTL on it [ack: cdk-notes-api:table-without-ttl]';

  test.each<[string, (stack: Stack) => ITable]>([
    ["the tutorial's table", (stack) => table(stack)],
    ['a TableV2', (stack) => tableV2(stack)],
    ['a table with another attribute', (stack) => table(stack, { timeToLiveAttribute: 'ttl' })],
    ['a table where it is turned off', (stack) => overridden(stack, { AttributeName: 'expiresAt', Enabled: false })],
    ['a replica', (stack) => replica(stack, { tableName: 'Notebook' })],
  ])('%s is told in a warning of a stable id', (_, tableOf) => {
    expect(warnings(adopted(tableOf).notes)).toEqual([WARNING]);
  });

  test.each<[string, (stack: Stack) => ITable]>([
    ['a Table with it', (stack) => table(stack, { timeToLiveAttribute: 'expiresAt' })],
    ['a TableV2 with it', (stack) => tableV2(stack, { timeToLiveAttribute: 'expiresAt' })],
    ['a table whose deployment decides', (stack) => overridden(stack, { AttributeName: { Ref: 'Attribute' }, Enabled: true })],
    ['an imported table', (stack) => Table.fromTableName(stack, 'T', 'Notebook')],
  ])('nothing is told of %s', (_, tableOf) => {
    expect(warnings(adopted(tableOf).notes)).toEqual([]);
  });

  test('the warning can be acknowledged', () => {
    const stack = new Stack(new App(), 'Stack', ENV);
    Annotations.of(stack).acknowledgeWarning('cdk-notes-api:table-without-ttl');
    expect(warnings(adopted((its) => table(its), {}, stack).notes)).toEqual([]);
  });
});

test('a key that only the deployment knows is not checked', () => {
  const { template } = adopted((stack) => {
    const own = table(stack, { timeToLiveAttribute: 'expiresAt' });
    (own.node.defaultChild as CfnTable).addPropertyOverride('KeySchema', { 'Fn::If': ['Old', [], []] });
    return own;
  });
  template.resourceCountIs('AWS::Lambda::Function', HANDLERS.length);
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

test('removalPolicy is of the logs alone, and never of the table that is given', () => {
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

test('two notes APIs can share a table, also from two stacks', () => {
  const app = new App();
  const [first, second] = ['First', 'Second'].map((id) => new Stack(app, id, ENV));
  const own = table(first);
  for (const [stack, id] of [
    [first, 'All'],
    [first, 'Reading'],
    [second, 'Notes'],
  ] as const) {
    new NotesApi(stack, id, { table: own });
  }
  expect(Object.keys(Template.fromStack(first).findResources('AWS::DynamoDB::Table'))).toHaveLength(1);
  expect(tables(Template.fromStack(second))).toEqual([]);
});

test('the table of one notes API can be that of another', () => {
  const stack = new Stack(new App(), 'Stack', ENV);
  const { table: own } = new NotesApi(stack, 'Team');
  const { node, table: shared } = new NotesApi(stack, 'Reading', { table: own, operations: [NotesOperation.GET] });
  expect(shared).toBe(own);
  expect(node.metadata).toEqual([]);
  Template.fromStack(stack).resourceCountIs('AWS::DynamoDB::GlobalTable', 1);
});

test('a table is adopted in a stage, too', () => {
  const stack = new Stack(new Stage(new App(), 'Stage', ENV), 'Stack');
  expect(tables(adopted((its) => table(its), {}, stack).template)).toHaveLength(1);
});
