import { App, Environment, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Table, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { HANDLERS } from '../../operations';
import { statements } from '../synth';
import { NotesApi, NotesApiProps } from 'cdk-notes-api';

const HERE = 'us-east-1';
const REGIONS = ['eu-west-1', 'ap-southeast-3'];
const keyArn = (region: string) => `arn:aws:kms:${region}:111122223333:key/11111111-2222-3333-4444-555555555555`;
const KEY_ARNS = Object.fromEntries(REGIONS.map((region) => [region, keyArn(region)]));

function replicated(propsOf: (stack: Stack) => NotesApiProps, env: Environment = { region: HERE }) {
  const stack = new Stack(new App(), 'Stack', { env });
  new NotesApi(stack, 'Notes', propsOf(stack));
  const template = Template.fromStack(stack);
  return { template, table: Object.values(template.findResources('AWS::DynamoDB::GlobalTable'))[0] };
}

const key = (stack: Stack) => new Key(stack, 'Key');

describe('with replicas', () => {
  const { table, template } = replicated(() => ({ replicaRegions: REGIONS }));

  test('each has every change, point-in-time recovery and protection from deletion, as the table itself', () => {
    const replica = { DeletionProtectionEnabled: true, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } };
    expect(table.Properties.Replicas).toEqual([...REGIONS, HERE].map((Region) => ({ Region, ...replica })));
    expect(table.Properties.StreamSpecification).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' });
  });

  test('they are kept with the table', () => {
    expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('the functions may use the table of their own region alone', () => {
    const ofTables = Object.values(statements(template))
      .flat()
      .filter(({ Action }) => String(Action).startsWith('dynamodb:'));
    expect(ofTables.map(({ Resource }) => Resource)).toEqual(
      Array(HANDLERS.length).fill({ 'Fn::GetAtt': [expect.stringMatching(/^NotesTable/), 'Arn'] }),
    );
  });
});

test('with RemovalPolicy.DESTROY no replica is protected', () => {
  const { table } = replicated(() => ({ replicaRegions: REGIONS, removalPolicy: RemovalPolicy.DESTROY }));
  const protections = table.Properties.Replicas.map((replica: { DeletionProtectionEnabled: boolean }) => replica.DeletionProtectionEnabled);
  expect(protections).toEqual([false, false, false]);
});

describe('with a key in each region', () => {
  const { table, template } = replicated((stack) => ({ replicaRegions: REGIONS, replicaKeyArns: KEY_ARNS, encryptionKey: key(stack) }));

  test('the table and each replica are encrypted with theirs', () => {
    const ofRegions = table.Properties.Replicas.map(({ Region, SSESpecification }: Record<string, unknown>) => [Region, SSESpecification]);
    const own = { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] };
    expect(ofRegions).toEqual([...REGIONS.map((region) => [region, { KMSMasterKeyId: keyArn(region) }]), [HERE, { KMSMasterKeyId: own }]]);
    expect(table.Properties.SSESpecification).toEqual({ SSEEnabled: true, SSEType: 'KMS' });
  });

  test('the functions may decrypt with the key of their own region alone', () => {
    const ofKeys = Object.values(statements(template)).flat().filter(({ Action }) => String(Action).includes('kms'));
    expect(ofKeys.map(({ Resource }) => Resource)).toEqual(Array(HANDLERS.length).fill({ 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] }));
  });

  test('a key\'s ARN may be known at deployment alone', () => {
    const arn = Fn.importValue('ReplicaKey');
    const properties = replicated((stack) => ({
      replicaRegions: ['eu-west-1'],
      replicaKeyArns: { 'eu-west-1': arn },
      encryptionKey: key(stack),
    })).table.Properties;
    expect(properties.Replicas[0].SSESpecification).toEqual({ KMSMasterKeyId: { 'Fn::ImportValue': 'ReplicaKey' } });
  });
});

test('without replicas there is no stream to pay for', () => {
  expect(replicated(() => ({})).table.Properties).not.toHaveProperty('StreamSpecification');
});

test('an empty list of regions is none, wherever the stack is', () => {
  for (const env of [{}, { region: HERE }]) {
    const [empty, none] = [() => ({ replicaRegions: [], replicaKeyArns: {} }), () => ({})].map((propsOf) => replicated(propsOf, env));
    expect(empty.template.toJSON()).toEqual(none.template.toJSON());
  }
});

test('a region that the CDK knows nothing of is taken', () => {
  expect(() => replicated(() => ({ replicaRegions: ['eu-west-99'] }))).not.toThrow();
});

describe('a replica', () => {
  const made = (propsOf: (stack: Stack) => NotesApiProps) => {
    const stack = new Stack(new App(), 'Stack', { env: { region: HERE, account: '111122223333' } });
    return { stack, notes: new NotesApi(stack, 'Notes', propsOf(stack)) };
  };

  test('serves a notes API in a stack of its region, as the only table of both', () => {
    const { stack, notes } = made(() => ({ replicaRegions: REGIONS }));
    const there = new Stack(stack.node.root, 'There', {
      env: { region: 'eu-west-1', account: '111122223333' },
      crossRegionReferences: true,
    });
    new NotesApi(there, 'Notes', { table: notes.replica('eu-west-1') });
    const template = Template.fromStack(there);
    template.resourceCountIs('AWS::DynamoDB::GlobalTable', 0);
    const ofTables = Object.values(statements(template))
      .flat()
      .filter(({ Action }) => String(Action).startsWith('dynamodb:'));
    expect(ofTables.map(({ Resource }) => JSON.stringify(Resource))).toEqual(
      Array(HANDLERS.length).fill(expect.stringContaining(':dynamodb:eu-west-1:111122223333:table/')),
    );
  });

  test('is the same each time, whoever asked the table first', () => {
    const { notes } = made(() => ({ replicaRegions: REGIONS }));
    expect(notes.replica('eu-west-1')).toBe(notes.replica('eu-west-1'));
    expect((notes.table as TableV2).replica('ap-southeast-3')).toBe(notes.replica('ap-southeast-3'));
  });

  test.each<[string, (stack: Stack) => NotesApiProps, string, string]>([
    [
      'a region without one',
      () => ({ replicaRegions: ['eu-west-1'] }),
      'ap-southeast-3',
      'Stack/Notes has no replica in "ap-southeast-3": add that region to "replicaRegions"',
    ],
    ["the table's own region", () => ({ replicaRegions: ['eu-west-1'] }), HERE, `Stack/Notes has no replica in "${HERE}"`],
    ['a table without any', () => ({}), 'eu-west-1', 'Stack/Notes has no replica in "eu-west-1"'],
    ['a table that was given', (stack) => ({ table: Table.fromTableName(stack, 'Table', 'notes') }), 'eu-west-1',
      'Stack/Notes stores its notes in the table that was given as "table": get the replica in "eu-west-1" from that table'],
  ])('of %s is refused with the region and what to do', (_, propsOf, region, message) => {
    expect(() => made(propsOf).notes.replica(region)).toThrow(message);
  });
});

const agnostic = (propsOf: (stack: Stack) => NotesApiProps) => () => replicated(propsOf, {});
const inUs = (propsOf: (stack: Stack) => unknown) => () => replicated(propsOf as never);
const REMEDY = 'leave it out for a table in one region, or list other regions such as "eu-west-1"';

test.each<[string, () => unknown, string]>([
  ['a text', inUs(() => ({ replicaRegions: 'eu-west-1' })), `"replicaRegions" is "eu-west-1": ${REMEDY}`],
  ['null', inUs(() => ({ replicaRegions: null })), `"replicaRegions" is null: ${REMEDY}`],
  [
    'what is no region',
    inUs(() => ({ replicaRegions: ['eu-west-1', 'Ireland'] })),
    `"replicaRegions" has "Ireland", which is not a region: ${REMEDY}`,
  ],
  ['an availability zone', inUs(() => ({ replicaRegions: ['eu-west-1a'] })), '"replicaRegions" has "eu-west-1a", which is not a region'],
  ['undefined', inUs(() => ({ replicaRegions: [undefined] })), '"replicaRegions" has undefined, which is not a region'],
  [
    'a region that is known at deployment alone',
    inUs(() => ({ replicaRegions: [Fn.importValue('Region')] })),
    '"replicaRegions" has "${Token[',
  ],
  [
    'regions that are known at deployment alone',
    inUs(() => ({ replicaRegions: Fn.split(',', Fn.importValue('Regions')) })),
    '"replicaRegions" has "#{Token[',
  ],
  [
    "the table's own region",
    inUs(() => ({ replicaRegions: [HERE] })),
    '"replicaRegions" has "us-east-1", which is the region of the table itself: remove it from the list',
  ],
  [
    'a region of another partition',
    inUs(() => ({ replicaRegions: ['cn-north-1'] })),
    '"replicaRegions" has "cn-north-1", which is in the partition aws-cn, and the table is in aws: use regions of aws',
  ],
  [
    'a region of another partition than China',
    () => replicated(() => ({ replicaRegions: ['eu-west-1'] }), { region: 'cn-north-1' }),
    '"replicaRegions" has "eu-west-1", which is in the partition aws, and the table is in aws-cn: use regions of aws-cn',
  ],
  [
    'a key of another partition',
    inUs((stack) => ({
      encryptionKey: key(stack),
      replicaRegions: ['eu-west-1'],
      replicaKeyArns: { 'eu-west-1': keyArn('eu-west-1').replace(':aws:', ':aws-cn:') },
    })),
    '"replicaKeyArns.eu-west-1" is "arn:aws-cn:kms:eu-west-1:',
  ],
  [
    'a region twice',
    inUs(() => ({ replicaRegions: ['eu-west-1', 'eu-west-1'] })),
    '"replicaRegions" is ["eu-west-1","eu-west-1"], which lists a region twice: list each region once',
  ],
  [
    'replicas in a stack without a region',
    agnostic(() => ({ replicaRegions: REGIONS })),
    '"replicaRegions" requires a stack with a known region: give the stack an "env" with a region, or leave "replicaRegions" out',
  ],
  [
    'a key in a stack without a region',
    agnostic((stack) => ({ encryptionKey: key(stack), replicaRegions: REGIONS })),
    '"encryptionKey" requires a stack with a known region, which "Stack" does not have: give the stack an "env" with a region',
  ],
  [
    'a replica without a key',
    inUs((stack) => ({ encryptionKey: key(stack), replicaRegions: REGIONS, replicaKeyArns: { 'eu-west-1': keyArn('eu-west-1') } })),
    '"replicaKeyArns" has no key for "ap-southeast-3", and with "encryptionKey" every replica needs a key in its own region: add its ARN',
  ],
  [
    'replicas without any key',
    inUs((stack) => ({ encryptionKey: key(stack), replicaRegions: REGIONS })),
    '"replicaKeyArns" has no key for "eu-west-1"',
  ],
  [
    'keys of replicas without one of the table',
    inUs(() => ({ replicaRegions: REGIONS, replicaKeyArns: KEY_ARNS })),
    '"replicaKeyArns" has "eu-west-1", but "encryptionKey" is missing: set "encryptionKey" as well, or leave "replicaKeyArns" out',
  ],
  [
    'a key of a region without a replica',
    inUs((stack) => ({ encryptionKey: key(stack), replicaRegions: ['eu-west-1'], replicaKeyArns: KEY_ARNS })),
    '"replicaKeyArns" has "ap-southeast-3", which is not among "replicaRegions": add it there, or remove it here',
  ],
  [
    'a key without replicas',
    inUs((stack) => ({ encryptionKey: key(stack), replicaKeyArns: KEY_ARNS })),
    '"replicaKeyArns" has "eu-west-1", which is not among "replicaRegions"',
  ],
  [
    'a key of another region',
    inUs((stack) => ({ encryptionKey: key(stack), replicaRegions: ['eu-west-1'], replicaKeyArns: { 'eu-west-1': keyArn('eu-west-2') } })),
    `"replicaKeyArns.eu-west-1" is "${keyArn('eu-west-2')}": use the ARN of a KMS key in eu-west-1`,
  ],
  [
    'an alias of a key',
    inUs((stack) => ({
      encryptionKey: key(stack),
      replicaRegions: ['eu-west-1'],
      replicaKeyArns: { 'eu-west-1': keyArn('eu-west-1').replace(/key.*/, 'alias/notes') },
    })),
    '"replicaKeyArns.eu-west-1" is "arn:aws:kms:eu-west-1:111122223333:alias/notes": use the ARN',
  ],
  [
    'a key that is none',
    inUs((stack) => ({ encryptionKey: key(stack), replicaRegions: ['eu-west-1'], replicaKeyArns: { 'eu-west-1': undefined } })),
    '"replicaKeyArns.eu-west-1" is undefined: use the ARN',
  ],
  [
    'a key instead of its ARN',
    inUs((stack) => ({
      encryptionKey: key(stack),
      replicaRegions: ['eu-west-1'],
      replicaKeyArns: { 'eu-west-1': stack.node.findChild('Key') },
    })),
    '"replicaKeyArns.eu-west-1" is "Stack/Key": use the ARN',
  ],
  [
    'null as the keys',
    inUs(() => ({ replicaRegions: REGIONS, replicaKeyArns: null })),
    '"replicaKeyArns" is null: leave it out, or map each of "replicaRegions" to the ARN of a KMS key',
  ],
  [
    'a text as the keys',
    inUs(() => ({ replicaRegions: REGIONS, replicaKeyArns: keyArn('eu-west-1') })),
    `"replicaKeyArns" is "${keyArn('eu-west-1')}": leave it out`,
  ],
])('%s is refused with the prop, its value and what to do', (_, attempt, message) => {
  expect(attempt).toThrow(message);
});

test('a notes API without replicas refuses to name one, with what to add', () => {
  const notes = new NotesApi(new Stack(new App(), 'Stack', { env: { region: HERE } }), 'Notes');
  expect(() => notes.replica('eu-west-1')).toThrow('has no replica in "eu-west-1": add that region to "replicaRegions"');
});
