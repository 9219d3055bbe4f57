import { App, Duration, NestedStack, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { NotesApi, NotesApiProps, NotesAuthorization, NotesOperation } from 'cdk-notes-api';

const env = { account: '111122223333', region: 'us-east-1' };
const keyArn = (region: string) => `arn:aws:kms:${region}:111122223333:key/11111111-2222-3333-4444-555555555555`;

type Props = (stack: Stack) => NotesApiProps;

const encryptions: Record<string, (stack: Stack, regions?: string[]) => NotesApiProps> = {
  'no key': () => ({}),
  'a key': (stack, regions) => ({ encryptionKey: new Key(stack, 'Key'), ...withKeys(regions) }),
  'an imported key': (stack, regions) => ({ encryptionKey: Key.fromKeyArn(stack, 'Key', keyArn(env.region)), ...withKeys(regions) }),
};
const withKeys = (regions?: string[]) =>
  regions && { replicaKeyArns: Object.fromEntries(regions.map((region) => [region, keyArn(region)])) };
const replicas = [undefined, ['eu-west-1'], ['eu-west-2'], ['eu-west-1', 'eu-west-2']];
const removalPolicies = [undefined, RemovalPolicy.DESTROY, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE];

/** Every combination of the props that concern the table. */
const combinations = Object.entries(encryptions).flatMap(([encryption, propsOf]) => replicas.flatMap((replicaRegions) => removalPolicies
  .map((removalPolicy): [string, Props] => [
    `${encryption}, replicas in ${replicaRegions?.join(' and ') ?? 'no region'}, ${removalPolicy ?? 'no policy'}`,
    (stack) => ({ ...propsOf(stack, replicaRegions), replicaRegions, removalPolicy }),
  ])));

/** One value of each prop that does not. */
const others: [string, Props][] = [
  ['the open API', () => ({ authorization: NotesAuthorization.none() })],
  ['Cognito', (stack) => ({ authorization: NotesAuthorization.cognito([new UserPool(stack, 'Users')]) })],
  ['one operation', () => ({ operations: [NotesOperation.GET] })],
  ['another API', (stack) => ({ mountOn: new RestApi(stack, 'Shop', { cloudWatchRole: false }).root.addResource('v1') })],
  ['a VPC', (stack) => ({ vpc: new Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false }) })],
  ['a trash', () => ({ trash: Duration.days(30) })],
  ['everything else', () => ({
    accessLogs: true,
    apiKeyRequired: true,
    corsOrigins: ['*'],
    functionOptions: { memorySize: 768 },
    gatewayResponses: false,
    monitoring: {},
    requireIfMatch: true,
    throttle: { rateLimit: 1, burstLimit: 1 },
    timeBudget: { maxAttempts: 1 },
    tracing: false,
  })],
];

/**
 * The properties whose change replaces a table.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html
 */
const REPLACING = [
  'AttributeDefinitions', 'GlobalTableSourceArn', 'KeySchema', 'LocalSecondaryIndexes', 'MultiRegionConsistency', 'TableName',
];

const LOG_GROUPS: Record<string, string> = {
  'index.createNote': 'NotesCreateNoteLogGroup6E3725E6',
  'index.getNote': 'NotesGetNoteLogGroup7E096905',
  'index.listNotes': 'NotesListNotesLogGroup8BEE051F',
  'index.updateNote': 'NotesUpdateNoteLogGroupD9C03F98',
  'index.deleteNote': 'NotesDeleteNoteLogGroup0C040A52',
};

const app = new App();
const stacks = [...combinations, ...others].map(([name, propsOf], at): [string, Stack] => {
  const stack = new Stack(app, `Stack${at}`, { env });
  new NotesApi(stack, 'Notes', propsOf(stack));
  return [name, stack];
});

describe.each(stacks)('with %s', (_, stack) => {
  const template = Template.fromStack(stack);

  test('an update finds the table under its logical id, and nothing that replaces it', () => {
    const tables = Object.entries(template.findResources('AWS::DynamoDB::GlobalTable'));
    const replacing = tables.map(([id, { Properties }]) => [id, Object.fromEntries(REPLACING.map((name) => [name, Properties[name]]))]);
    expect(replacing).toEqual([['NotesTable7100B0E8', {
      AttributeDefinitions: [{ AttributeName: 'PK', AttributeType: 'S' }, { AttributeName: 'SK', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }, { AttributeName: 'SK', KeyType: 'RANGE' }],
    }]]);
  });

  test('an update finds the log group of each function under its logical id, and nothing that replaces it', () => {
    const functions = Object.values(template.findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties);
    expect(functions.length).toBeGreaterThan(0);
    for (const { Handler, LoggingConfig } of functions) {
      expect(LoggingConfig.LogGroup.Ref).toBe(LOG_GROUPS[Handler]);
      expect(template.findResources('AWS::Logs::LogGroup')[LOG_GROUPS[Handler]].Properties).toEqual({ RetentionInDays: 30 });
    }
  });
});

const STATEFUL = /^AWS::(DynamoDB|Logs)::/;

/** The resources that hold data, by logical id. */
const stateful = (stack: Stack) => {
  const { Resources } = Template.fromStack(stack).toJSON();
  return Object.keys(Resources).filter((id) => STATEFUL.test(Resources[id].Type));
};

describe('the logical ids of what holds data are frozen', () => {
  test('in a stack', () => {
    const stack = new Stack(new App(), 'Stack');
    new NotesApi(stack, 'Notes');
    expect(stateful(stack)).toEqual(['NotesTable7100B0E8', ...Object.values(LOG_GROUPS)]);
  });

  test('in a nested stack', () => {
    const stack = new NestedStack(new Stack(new App(), 'Stack'), 'Nested');
    new NotesApi(stack, 'Notes');
    expect(stateful(stack)).toEqual(['NotesTable7100B0E8', ...Object.values(LOG_GROUPS)]);
  });

  test('within another construct, with access logs', () => {
    const stack = new Stack(new App(), 'Stack');
    new NotesApi(new Construct(stack, 'Shop'), 'Notes', { accessLogs: true });
    expect(stateful(stack)).toEqual([
      'ShopNotesAccessLogsABF50D37',
      'ShopNotesTableC1A6632B',
      'ShopNotesCreateNoteLogGroup726CB36C',
      'ShopNotesGetNoteLogGroup35D20A74',
      'ShopNotesListNotesLogGroup0880D17D',
      'ShopNotesUpdateNoteLogGroupC58FB033',
      'ShopNotesDeleteNoteLogGroupEDEC14AF',
    ]);
  });
});
