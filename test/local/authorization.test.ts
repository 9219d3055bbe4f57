import { rmSync } from 'node:fs';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { CfnRole, Effect, ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { synthesize } from './sample-app';
import { send } from './support';
import { installedEngines } from '../../local/dynamodb/engine';
import { LocalStack } from '../../local/local-stack';

/** Sends the command that its request names, and answers with the outcome. */
const CODE = `
const sdk = require('@aws-sdk/client-dynamodb');
const client = new sdk.DynamoDBClient({});
exports.handler = async ({ body, queryStringParameters: { command } }) => {
  const input = JSON.parse(body.replaceAll('TABLE', process.env.TABLE_NAME));
  const outcome = await client.send(new sdk[command + 'Command'](input)).then(() => 'done', ({ message, name }) => name + ': ' + message);
  return { statusCode: 200, body: outcome };
};`;

type Grant = (lambda: Function, table: TableV2) => void;

const statement = (table: TableV2, action: string, more: object = {}) =>
  new PolicyStatement({ actions: [`dynamodb:${action}`], resources: [table.tableArn], ...more });

/** The permissions of the functions with these names. */
const grants: Record<string, Grant> = {
  nothing: () => undefined,
  put: (lambda, table) => table.grant(lambda, 'dynamodb:PutItem'),
  all: (lambda, table) => table.grantFullAccess(lambda),
  denied: (lambda, table) => {
    table.grantFullAccess(lambda);
    lambda.addToRolePolicy(statement(table, 'PutItem', { effect: Effect.DENY }));
  },
  ann: (lambda, table) =>
    lambda.addToRolePolicy(statement(table, '*', { conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['ann'] } } })),
  managed: (lambda, table) =>
    lambda.role!.addManagedPolicy(new ManagedPolicy(lambda, 'Managed', { statements: [statement(table, 'PutItem')] })),
  ofAws: (lambda) => lambda.role!.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('AmazonRedshiftFullAccess')),
  inline: (lambda, table) => {
    const PolicyDocument = { Statement: [{ Effect: 'Allow', Action: 'dynamodb:Put*', Resource: table.tableArn }] };
    (lambda.role!.node.defaultChild as CfnRole).addPropertyOverride('Policies', [{ PolicyName: 'Inline', PolicyDocument }]);
  },
  unknown: (lambda, table) =>
    lambda.addToRolePolicy(statement(table, 'PutItem', { conditions: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } })),
};

function define(app: App): void {
  const stack = new Stack(app, 'Grants');
  const table = new TableV2(stack, 'Table', {
    partitionKey: { name: 'id', type: AttributeType.STRING },
    globalSecondaryIndexes: [{ indexName: 'byOwner', partitionKey: { name: 'owner', type: AttributeType.STRING } }],
  });
  new CfnOutput(stack, 'TableArn', { value: table.tableArn });
  const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
  for (const [name, grant] of Object.entries(grants)) {
    const lambda = new Function(stack, name, {
      code: Code.fromInline(CODE), handler: 'index.handler', runtime: Runtime.NODEJS_22_X, environment: { TABLE_NAME: table.tableName },
    });
    grant(lambda, table);
    api.root.addResource(name).addMethod('POST', new LambdaIntegration(lambda));
  }
}

const ANN = { TableName: 'TABLE', Item: { id: { S: 'ann' } } };
const BOB = { TableName: 'TABLE', Item: { id: { S: 'bob' } } };
const KEY = { TableName: 'TABLE', Key: { id: { S: 'ann' } } };

describe.each(installedEngines)('with %s', (engine) => {
  const assembly = synthesize(define);
  const log: string[] = [];
  const progress: string[] = [];
  let stack: LocalStack;

  beforeAll(async () => {
    stack = await LocalStack.start({ assembly, engine, onLog: ({ line }) => log.push(line), onProgress: (line) => progress.push(line) });
  });
  afterAll(async () => {
    await stack.stop();
    rmSync(assembly, { recursive: true });
  });

  const outcome = async (name: string, command: string, input: object) =>
    (await send(stack.url, 'POST', `/${name}?command=${command}`, {}, JSON.stringify(input))).text;

  test.each<[string, string, object]>([
    ['put', 'PutItem', ANN],
    ['all', 'PutItem', ANN],
    [
      'all',
      'Query',
      { TableName: 'TABLE', IndexName: 'byOwner', KeyConditionExpression: 'id = :id', ExpressionAttributeValues: { ':id': { S: 'ann' } } },
    ],
    ['denied', 'GetItem', KEY],
    ['ann', 'PutItem', ANN],
    ['ann', 'BatchGetItem', { RequestItems: { TABLE: { Keys: [KEY.Key] } } }],
    ['managed', 'PutItem', ANN],
    ['inline', 'PutItem', ANN],
  ])('the function %s may %s', async (name, command, input) => {
    expect(await outcome(name, command, input)).not.toContain('AccessDenied');
  });

  test.each<[string, string, object]>([
    ['nothing', 'PutItem', ANN],
    ['nothing', 'ListTables', {}],
    ['put', 'GetItem', KEY],
    ['put', 'PutItem', { ...ANN, TableName: 'other' }],
    ['put', 'BatchWriteItem', { RequestItems: { TABLE: [{ PutRequest: { Item: ANN.Item } }] } }],
    ['put', 'TransactWriteItems', { TransactItems: [{ Put: ANN }, { Delete: KEY }] }],
    ['denied', 'PutItem', ANN],
    ['ann', 'PutItem', BOB],
    ['ann', 'BatchGetItem', { RequestItems: { TABLE: { Keys: [KEY.Key, { id: { S: 'bob' } }] } } }],
    ['managed', 'GetItem', KEY],
    ['ofAws', 'PutItem', ANN],
    ['inline', 'GetItem', KEY],
    ['unknown', 'PutItem', ANN],
  ])('the function %s may not %s', async (name, command, input) => {
    expect(await outcome(name, command, input)).toMatch(/^AccessDeniedException: /);
  });

  test('a refusal is told in the words of AWS', async () => {
    const table = stack.outputs.find(({ logicalId }) => logicalId === 'TableArn')!.value;
    expect((await outcome('nothing', 'PutItem', ANN)).replace(/Grants-nothing\w+/g, 'NAME')).toBe(
      'AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/'
        + `NAME/NAME is not authorized to perform: dynamodb:PutItem on resource: ${table} because no identity-based policy allows the dynamodb:PutItem action`,
    );
    expect(await outcome('denied', 'PutItem', ANN)).toMatch(/ with an explicit deny in an identity-based policy$/);
  });

  test('a managed policy of AWS and what cannot be evaluated are told, once each', () => {
    expect(progress.filter((line) => line.includes('AmazonRedshiftFullAccess')))
      .toEqual(['the managed policy arn:aws:iam::aws:policy/AmazonRedshiftFullAccess is not in the app, so it allows nothing here']);
    expect(progress.filter((line) => line.includes('AWSLambdaBasicExecutionRole'))).toEqual([]);
    expect(log).toEqual(['a policy of its role cannot be evaluated in full: the local stack does not know the condition key aws:SourceIp']);
  });
});
