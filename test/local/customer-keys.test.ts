import { rmSync } from 'node:fs';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { AttributeType, ITable, Table, TableEncryption, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { ArnPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { synthesize } from './sample-app';
import { send } from './support';
import { InvokeUrls } from '../../local/cloudformation/invoke-urls';
import { Stack as StackOfTemplate } from '../../local/cloudformation/stack';
import { CustomerKeys } from '../../local/dynamodb/customer-keys';
import { Statement } from '../../local/iam/policy';
import { RoleSession } from '../../local/iam/role-session';
import { LocalStack } from '../../local/local-stack';

/** Sends the command that its request names, and answers with the outcome. */
const CODE = `
const sdk = require('@aws-sdk/client-dynamodb');
const client = new sdk.DynamoDBClient({});
exports.handler = async ({ body, queryStringParameters: { command } }) => {
  const outcome = await client.send(new sdk[command + 'Command'](JSON.parse(body))).then(() => 'done', ({ message, name }) => name + ': ' + message);
  return { statusCode: 200, body: outcome };
};`;

const REGION = 'eu-west-1';
const ACCOUNT = '111122223333';

type Conditions = Record<string, Record<string, string | string[]>>;

const decrypt = (key: string, conditions?: Conditions) => new PolicyStatement({ actions: ['kms:Decrypt'], resources: [key], conditions });
const via = (service: string): Conditions => ({ StringEquals: { 'kms:ViaService': service } });
const CONTEXT = 'kms:EncryptionContext:aws:dynamodb';

/** The KMS permissions of the functions with these names. */
const grants: Record<string, (key: Key, other: Key, table: ITable) => PolicyStatement[]> = {
  nothing: () => [],
  key: (key) => [decrypt(key.keyArn)],
  otherKey: (_key, other) => [decrypt(other.keyArn)],
  encrypt: (key) => [new PolicyStatement({ actions: ['kms:Encrypt', 'kms:DescribeKey'], resources: [key.keyArn] })],
  viaDynamoDb: (key) => [decrypt(key.keyArn, via(`dynamodb.${REGION}.amazonaws.com`))],
  viaElsewhere: (key) => [decrypt(key.keyArn, via('dynamodb.us-east-1.amazonaws.com'))],
  viaS3: (key) => [decrypt(key.keyArn, via(`s3.${REGION}.amazonaws.com`))],
  forTable: (key, _other, { tableName }) => [decrypt(key.keyArn, {
    StringEquals: { [`${CONTEXT}:tableName`]: tableName, [`${CONTEXT}:subscriberId`]: ACCOUNT, 'kms:CallerAccount': ACCOUNT },
    Bool: { 'aws:ViaAWSService': 'true' },
  })],
  forOtherTable: (key) => [decrypt(key.keyArn, { StringEquals: { [`${CONTEXT}:tableName`]: 'other' } })],
  everything: () => [new PolicyStatement({ actions: ['kms:*'], resources: ['*'] })],
  unknown: (key) => [decrypt(key.keyArn, { StringEquals: { 'kms:KeyOrigin': 'AWS_KMS' } })],
};

function define(app: App): void {
  const stack = new Stack(app, 'Vault', { env: { account: ACCOUNT, region: REGION } });
  const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
  const key = new Key(stack, 'Key');
  const other = new Key(stack, 'Other');
  const admin = new PolicyStatement({
    actions: ['kms:*'],
    resources: ['*'],
    principals: [new ArnPrincipal(`arn:aws:iam::${ACCOUNT}:role/Admin`)],
  });
  const locked = new Key(stack, 'Locked', { policy: new PolicyDocument({ statements: [admin] }) });
  const partitionKey = { name: 'id', type: AttributeType.STRING };
  const alias = key.addAlias('alias/vault');
  const tables: Record<string, ITable> = {
    global: new TableV2(stack, 'Global', { partitionKey, encryption: TableEncryptionV2.customerManagedKey(key) }),
    single: new Table(stack, 'Single', { partitionKey, encryptionKey: key }),
    aliased: new TableV2(stack, 'Aliased', { partitionKey, encryption: TableEncryptionV2.customerManagedKey(alias) }),
    locked: new TableV2(stack, 'LockedTable', { partitionKey, encryption: TableEncryptionV2.customerManagedKey(locked) }),
    managed: new TableV2(stack, 'Managed', { partitionKey, encryption: TableEncryptionV2.awsManagedKey() }),
    managedSingle: new Table(stack, 'ManagedSingle', { partitionKey, encryption: TableEncryption.AWS_MANAGED }),
    owned: new TableV2(stack, 'Owned', { partitionKey, encryption: TableEncryptionV2.dynamoOwnedKey() }),
    plain: new TableV2(stack, 'Plain', { partitionKey }),
  };
  for (const [name, { tableName }] of Object.entries(tables)) {
    new CfnOutput(stack, `${name}Table`, { value: tableName });
  }
  for (const [name, grant] of Object.entries(grants)) {
    const lambda = new Function(stack, name, { code: Code.fromInline(CODE), handler: 'index.handler', runtime: Runtime.NODEJS_22_X });
    lambda.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:*'], resources: ['*'] }));
    grant(key, other, tables.global).forEach((statement) => lambda.addToRolePolicy(statement));
    api.root.addResource(name).addMethod('POST', new LambdaIntegration(lambda));
  }
}

const assembly = synthesize(define);
const log: string[] = [];
let stack: LocalStack;

beforeAll(async () => { stack = await LocalStack.start({ assembly, onLog: ({ line }) => log.push(line) }); });
afterAll(async () => {
  await stack.stop();
  rmSync(assembly, { recursive: true });
});

const tableName = (table: string) => stack.outputs.find(({ logicalId }) => logicalId === `${table}Table`)!.value;
const outcome = async (name: string, command: string, input: object) =>
  (await send(stack.url, 'POST', `/${name}?command=${command}`, {}, JSON.stringify(input))).text;
const get = async (name: string, table = 'global') => outcome(name, 'GetItem', { TableName: tableName(table), Key: { id: { S: '1' } } });

const KMS_REFUSAL =
  /^AccessDeniedException: KMS key access denied error: com\.amazonaws\.services\.kms\.model\.AWSKMSException: The ciphertext refers to a customer master key/;

describe('a table with a customer key', () => {
  test.each(['key', 'viaDynamoDb', 'forTable', 'everything'])('is open to the function %s', async (name) => {
    expect(await get(name)).toBe('done');
  });

  test.each(['nothing', 'otherKey', 'encrypt', 'viaElsewhere', 'viaS3', 'forOtherTable', 'unknown'])(
    'is not open to the function %s',
    async (name) => {
      expect(await get(name)).toMatch(KMS_REFUSAL);
    },
  );

  test.each(['single', 'aliased'])('needs the grant on its key: %s', async (table) => {
    expect(await get('key', table)).toBe('done');
    expect(await get('nothing', table)).toMatch(KMS_REFUSAL);
    expect(await get('otherKey', table)).toMatch(KMS_REFUSAL);
  });

  test('is open to nobody whom the policy of its key does not allow, whatever their own policies say', async () => {
    expect(await get('everything', 'locked')).toMatch(KMS_REFUSAL);
  });

  test('does not have the context of another', async () => {
    expect(await get('forTable', 'single')).toMatch(KMS_REFUSAL);
  });

  const Item = { id: { S: '1' } };
  test.each<[string, (TableName: string) => object]>([
    ['GetItem', (TableName) => ({ TableName, Key: Item })],
    ['PutItem', (TableName) => ({ TableName, Item })],
    ['DeleteItem', (TableName) => ({ TableName, Key: Item })],
    ['UpdateItem', (TableName) => ({ TableName, Key: Item })],
    ['Scan', (TableName) => ({ TableName })],
    ['Query', (TableName) => ({ TableName, KeyConditionExpression: 'id = :id', ExpressionAttributeValues: { ':id': Item.id } })],
    ['BatchGetItem', (TableName) => ({ RequestItems: { [tableName('plain')]: { Keys: [Item] }, [TableName]: { Keys: [Item] } } })],
    ['BatchWriteItem', (TableName) => ({ RequestItems: { [TableName]: [{ PutRequest: { Item } }] } })],
    ['TransactGetItems', (TableName) => ({ TransactItems: [{ Get: { TableName, Key: Item } }] })],
    [
      'TransactWriteItems',
      (TableName) => ({ TransactItems: [{ ConditionCheck: { TableName, Key: Item, ConditionExpression: 'attribute_not_exists(x)' } }] }),
    ],
    ['ExecuteStatement', (TableName) => ({ Statement: `SELECT * FROM "${TableName}"` })],
  ])('needs the grant for %s', async (command, input) => {
    expect(await outcome('nothing', command, input(tableName('global')))).toMatch(KMS_REFUSAL);
    expect(await outcome('key', command, input(tableName('global')))).not.toContain('AccessDenied');
  });

  test('does not need it to be described', async () => {
    expect(await outcome('nothing', 'DescribeTable', { TableName: tableName('global') })).toBe('done');
  });
});

test.each(['managed', 'managedSingle', 'owned', 'plain'])('a table with a key of AWS needs no grant: %s', async (table) => {
  expect(await get('nothing', table)).toBe('done');
});

test('what cannot be evaluated is told', () => {
  expect(log).toEqual(['a policy of its role cannot be evaluated in full: the local stack does not know the condition key kms:KeyOrigin']);
});

describe('the key of a table', () => {
  const env = { account: ACCOUNT, region: REGION };
  const keyOf = (kms: string) => {
    const Properties = { KeySchema: [], SSESpecification: { SSEEnabled: 'true', KMSMasterKeyId: kms } };
    const Resources = { Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'Orders', ...Properties } } };
    const stacks = StackOfTemplate.all(
      [{ name: 'Demo', ...env, template: { Resources }, warnings: [], errors: [], assets: new Map() }],
      new InvokeUrls(),
    );
    const resource = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/Orders/index/byOwner`;
    return new CustomerKeys(stacks).requiredAccess({ action: 'dynamodb:Query', resource, keys: {} }).map((access) => access.resource);
  };

  test.each([
    ['arn:aws:kms:eu-west-1:111122223333:key/1234abcd', ['arn:aws:kms:eu-west-1:111122223333:key/1234abcd']],
    ['1234abcd', ['arn:aws:kms:eu-west-1:111122223333:key/1234abcd']],
    ['alias/elsewhere', ['arn:aws:kms:eu-west-1:111122223333:alias/elsewhere']],
    ['alias/aws/dynamodb', []],
    ['arn:aws:kms:eu-west-1:111122223333:alias/aws/dynamodb', []],
  ])('is found by what the template says: %s', (kms, expected) => {
    expect(keyOf(kms)).toEqual(expected);
  });
});

describe('the policy of a key', () => {
  const ROLE = `arn:aws:iam::${ACCOUNT}:role/Reader`;
  const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
  const undecided: string[] = [];
  beforeEach(() => { undecided.length = 0; });

  const said = (Effect: string, AWS: unknown, more: object = {}) => ({
    Effect,
    Principal: { AWS },
    Action: 'kms:*',
    Resource: '*',
    ...more,
  });
  const ALLOWED: Statement[] = [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }];

  /** Whether DynamoDB can use the key of a table on behalf of a role with these policies. */
  function opens(identityPolicies: Statement[], ...policy: object[]): boolean {
    const Resources = {
      Key: { Type: 'AWS::KMS::Key', Properties: policy.length ? { KeyPolicy: { Statement: policy } } : {} },
      Table: {
        Type: 'AWS::DynamoDB::Table',
        Properties: { TableName: 'Orders', KeySchema: [], SSESpecification: { SSEEnabled: true, KMSMasterKeyId: { Ref: 'Key' } } },
      },
    };
    const stacks = StackOfTemplate.all(
      [{ name: 'Demo', account: ACCOUNT, region: REGION, template: { Resources }, warnings: [], errors: [], assets: new Map() }],
      new InvokeUrls(),
    );
    const access = { action: 'dynamodb:GetItem', resource: `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/Orders`, keys: {} };
    const [{ action, keys, resource, resourcePolicy }] = new CustomerKeys(stacks).requiredAccess(access);
    const session = new RoleSession({ arn: ROLE, name: 'Reader', identityPolicies }, 'read');
    return session.refusal(action, resource, keys, (reason) => undecided.push(reason), resourcePolicy) === undefined;
  }

  test.each<[string, object[]]>([
    ['the account', [said('Allow', { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' })]],
    ['the account by its number', [said('Allow', ACCOUNT)]],
    [
      'the account through DynamoDB',
      [said('Allow', ROOT, { Condition: { StringEquals: { 'kms:ViaService': `dynamodb.${REGION}.amazonaws.com` } } })],
    ],
    ['nobody, for the key has none', []],
  ])('leaves it to the role if it allows %s', (_whom, policy) => {
    expect([opens(ALLOWED, ...policy), opens([], ...policy)]).toEqual([true, false]);
  });

  test.each<[string, object]>([
    ['the role', said('Allow', ['arn:aws:iam::444455556666:root', ROLE])],
    ['its session', said('Allow', `arn:aws:sts::${ACCOUNT}:assumed-role/Reader/read`)],
    ['everybody', said('Allow', '*')],
  ])('is enough if it allows %s', (_whom, statement) => {
    expect(opens([], statement)).toBe(true);
  });

  test.each<[string, object]>([
    ['another role', said('Allow', `arn:aws:iam::${ACCOUNT}:role/Admin`)],
    ['another account', said('Allow', 'arn:aws:iam::444455556666:root')],
    ['the account something else', said('Allow', ROOT, { Action: 'kms:Describe*' })],
    [
      'the account through another service',
      said('Allow', ROOT, { Condition: { StringEquals: { 'kms:ViaService': `s3.${REGION}.amazonaws.com` } } }),
    ],
  ])('keeps the role out if it allows only %s', (_whom, statement) => {
    expect(opens(ALLOWED, statement)).toBe(false);
  });

  test.each<[string, unknown]>([
    ['the role', ROLE],
    ['the account', ROOT],
    ['everybody', '*'],
  ])('wins if it denies it to %s', (_whom, principal) => {
    expect(opens(ALLOWED, said('Allow', [ROOT, ROLE]), said('Deny', principal, { Action: 'kms:Decrypt' }))).toBe(false);
  });

  test('does not override what denies it to the role', () => {
    expect(opens([{ Effect: 'Deny', Action: 'kms:*', Resource: '*' }], said('Allow', ROLE))).toBe(false);
  });

  test('allows nothing and denies what it denies where it cannot be resolved', () => {
    const elsewhere = [{ 'Fn::ImportValue': 'another-apps-role' }, ROOT, ROLE];
    expect(opens(ALLOWED, said('Allow', elsewhere))).toBe(false);
    expect(undecided).toContain('a statement cannot be resolved: no stack in the assembly exports another-apps-role');
    expect(opens(ALLOWED, said('Allow', ROOT), said('Deny', elsewhere[0]))).toBe(false);
  });
});
