import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { AttributeType, ITable, Table, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { synthesize } from './sample-app';
import { send } from './support';
import { InvokeUrls } from '../../local/cloudformation/invoke-urls';
import { Stack as StackOfTemplate } from '../../local/cloudformation/stack';
import { installedEngines } from '../../local/dynamodb/engine';
import { importedTables } from '../../local/dynamodb/imported-tables';
import { Roles } from '../../local/iam/roles';
import { LocalStack, LocalStackOptions } from '../../local/local-stack';

const CODE = `
const { DynamoDBClient, GetItemCommand, PutItemCommand } = require('@aws-sdk/client-dynamodb');
const client = new DynamoDBClient({});
exports.handler = async ({ httpMethod, queryStringParameters: { key } }) => {
  const TableName = process.env.TABLE_NAME;
  const Key = { PK: { S: key }, SK: { S: 'x' } };
  const command = httpMethod === 'PUT' ? new PutItemCommand({ TableName, Item: Key }) : new GetItemCommand({ TableName, Key });
  return client.send(command).then(({ Item }) => ({ statusCode: 200, body: JSON.stringify(Item ?? null) }), ({ name }) => ({ statusCode: 500, body: name }));
};`;

const folders: string[] = [];
afterAll(() => folders.forEach((path) => rmSync(path, { recursive: true })));

/** An app whose function uses a table. */
const using = (tableOf: (stack: Stack) => ITable) => {
  const assembly = synthesize((app) => {
    const stack = new Stack(app, 'Reader');
    const table = tableOf(stack);
    const lambda = new Function(stack, 'Read', { code: Code.fromInline(CODE), handler: 'index.handler', runtime: Runtime.NODEJS_22_X });
    lambda.addEnvironment('TABLE_NAME', table.tableName);
    table.grant(lambda, 'dynamodb:GetItem', 'dynamodb:PutItem');
    const { root } = new RestApi(stack, 'Api', { cloudWatchRole: false, defaultIntegration: new LambdaIntegration(lambda) });
    root.addMethod('ANY');
  });
  folders.push(assembly);
  return assembly;
};

async function start(tableOf: (stack: Stack) => ITable, options: Partial<LocalStackOptions> = {}) {
  const progress: string[] = [];
  const stack = await LocalStack.start({ assembly: using(tableOf), onProgress: (line) => progress.push(line), ...options });
  return {
    stack,
    told: progress.filter((line) => line.startsWith('table ')),
    put: () => send(stack.url, 'PUT', '/?key=a'),
    get: () => send(stack.url, 'GET', '/?key=a'),
  };
}

const byName = (stack: Stack) => Table.fromTableName(stack, 'Table', 'Orders');

describe.each(installedEngines)('with %s', (engine) => {
  test.each<[string, (stack: Stack) => ITable]>([
    ['its name', byName],
    [
      "an ARN of the stack's region and account",
      (stack) => TableV2.fromTableArn(stack, 'Table', 'arn:aws:dynamodb:us-east-1:123456789012:table/Orders'),
    ],
  ])('a table by %s begins empty, with the key of the tutorial, and that is told', async (_, tableOf) => {
    const { get, put, stack, told } = await start(tableOf, { engine });
    expect(told).toEqual([
      `table Orders at ${stack.dynamoDbEndpoint}: it is in no template, so it starts empty, with the string keys PK and SK`,
    ]);
    expect((await get()).json).toBeNull();
    expect((await put()).status).toBe(200);
    expect((await get()).json).toEqual({ PK: { S: 'a' }, SK: { S: 'x' } });
    await stack.stop();
  });

  test('its data stay in the folder that is given, over two runs', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'local-test-'));
    folders.push(dataDir);
    const first = await start(byName, { engine, dataDir });
    expect((await first.put()).status).toBe(200);
    await first.stack.stop();
    const second = await start(byName, { engine, dataDir });
    expect((await second.get()).json).toMatchObject({ PK: { S: 'a' } });
    await second.stack.stop();
  });
});

test('a table of another DynamoDB is its owner\'s to make, and that is told', async () => {
  const owner = await start((stack) => new TableV2(stack, 'Own', { partitionKey: { name: 'id', type: AttributeType.STRING } }));
  const { get, stack, told } = await start(byName, { dynamoDbEndpoint: owner.stack.dynamoDbEndpoint });
  expect(told).toEqual([`table Orders at ${stack.dynamoDbEndpoint}: it is in no template, so it must already exist there`]);
  expect((await get()).text).toBe('ResourceNotFoundException');
  await stack.stop();
  await owner.stack.stop();
});

test('a table of another account is not made', async () => {
  const { get, stack, told } = await start((its) =>
    TableV2.fromTableArn(its, 'Table', 'arn:aws:dynamodb:us-east-1:444455556666:table/Orders'),
  );
  expect(told).toEqual([]);
  expect((await get()).text).toBe('AccessDeniedException');
  await stack.stop();
});

describe('the tables that policies name', () => {
  const ARN = 'arn:aws:dynamodb:eu-west-1:111122223333:table';
  const named = (...statements: object[]) => {
    const Resources = {
      Own: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'Own' } },
      Role: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyDocument: { Statement: statements } }] } },
    };
    const stacks = StackOfTemplate.all([
      { name: 'Demo', account: '111122223333', region: 'eu-west-1', template: { Resources }, warnings: [], errors: [], assets: new Map() },
    ], new InvokeUrls());
    return importedTables(stacks, new Roles(stacks, () => undefined));
  };
  const allowed = (Resource: unknown) => ({ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource });

  test.each<[string, object[], string[]]>([
    ['one', [allowed(`${ARN}/Orders`)], ['Orders']],
    [
      'several',
      [allowed([`${ARN}/Orders`, `${ARN}/Orders`, `${ARN}/my.own_table-2`]), allowed(`${ARN}/Items`)],
      ['Orders', 'my.own_table-2', 'Items'],
    ],
    [
      'by an expression',
      [allowed({ 'Fn::Sub': 'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/Orders' })],
      ['Orders'],
    ],
    ['with its indexes', [allowed([`${ARN}/Orders`, `${ARN}/Orders/index/*`])], ['Orders']],
    ['of the app itself', [allowed({ 'Fn::GetAtt': ['Own', 'Arn'] })], []],
    ['all of them', [allowed('*'), allowed(`${ARN}/*`), allowed(`${ARN}/Order?`)], []],
    ['by a variable', [allowed(`${ARN}/\${aws:username}`)], []],
    ['of another region', [allowed(`${ARN}/Orders`.replace('eu-west-1', 'us-east-1'))], []],
    ['of another account', [allowed(`${ARN}/Orders`.replace('1111', '4444'))], []],
    ['that is denied', [{ ...allowed(`${ARN}/Orders`), Effect: 'Deny' }], []],
    ['of what cannot be resolved', [allowed({ 'Fn::ImportValue': 'elsewhere' }), allowed(`${ARN}/Orders`)], ['Orders']],
    ['all but one', [{ Effect: 'Allow', Action: '*', NotResource: `${ARN}/Orders` }], []],
  ])('%s', (_, statements, expected) => {
    expect(named(...statements)).toEqual(expected);
  });
});
