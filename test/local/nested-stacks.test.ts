import { rmSync } from 'node:fs';
import { CfnOutput, CfnParameter, NestedStack, Stack } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { synthesize } from './sample-app';
import { send } from './support';
import { LocalStack } from '../../local/local-stack';

const READ = `const { DynamoDBClient, PutItemCommand, ScanCommand } = require('@aws-sdk/client-dynamodb');
const client = new DynamoDBClient({});
exports.handler = async () => {
  const { TableName, NAME } = process.env;
  await client.send(new PutItemCommand({ TableName, Item: { id: { S: NAME } } }));
  const { Items } = await client.send(new ScanCommand({ TableName }));
  return { statusCode: 200, body: JSON.stringify({ NAME, TableName, ids: Items.map(({ id }) => id.S).sort() }) };
};`;

/** A stack of an API, in which a stack of a table is nested. */
class Shop extends NestedStack {
  readonly api: RestApi;

  constructor(scope: Construct, id: string, shared: Table) {
    super(scope, id, { parameters: { Greeting: `hello ${shared.tableName}` } });
    const greeting = new CfnParameter(this, 'Greeting');
    const inner = new NestedStack(this, 'Data');
    const own = new Table(inner, 'Table', { partitionKey: { name: 'id', type: AttributeType.STRING } });
    this.api = new RestApi(this, 'Api', { cloudWatchRole: false, restApiName: id });
    for (const [path, table] of Object.entries({ own, shared })) {
      const reader = new Function(this, `Read${path}`, {
        runtime: Runtime.NODEJS_22_X,
        handler: 'index.handler',
        code: Code.fromInline(READ),
        environment: { TableName: table.tableName, NAME: greeting.valueAsString },
      });
      table.grantReadWriteData(reader);
      this.api.root.addResource(path).addMethod('GET', new LambdaIntegration(reader));
    }
  }
}

let assembly: string;
let stack: LocalStack;

beforeAll(async () => {
  assembly = synthesize((app) => {
    const parent = new Stack(app, 'Mall');
    const shared = new Table(parent, 'Shared', { partitionKey: { name: 'id', type: AttributeType.STRING } });
    for (const id of ['Bakery', 'Florist']) {
      const shop = new Shop(parent, id, shared);
      new CfnOutput(parent, `${id}Url`, { value: shop.api.url });
    }
  });
  stack = await LocalStack.start({ assembly, warm: false });
});
afterAll(async () => {
  await stack.stop();
  rmSync(assembly, { recursive: true });
});

const read = async (at: number, path: string) => (await send(stack.apis[at].url, 'GET', path)).json;

test('the API of a nested stack is served, with a table of a stack that is nested in it', async () => {
  const [bakery, florist] = [await read(0, '/own'), await read(1, '/own')];
  expect(bakery.ids).toEqual([bakery.NAME]);
  // The two have the same template, but share nothing.
  expect(florist.TableName).not.toBe(bakery.TableName);
});

test('a nested stack has the parameters of its parent, and shares its tables', async () => {
  const { NAME, TableName } = await read(0, '/shared');
  expect(NAME).toBe(`hello ${TableName}`);
  expect((await read(1, '/shared')).ids).toEqual([`hello ${TableName}`]);
});

test('the parent shows the outputs of its nested stacks', () => {
  const urls = stack.outputs.filter(({ logicalId }) => /^(Bakery|Florist)Url$/.test(logicalId)).map(({ value }) => value);
  expect(urls).toEqual(stack.apis.map(({ url }) => url));
  expect(stack.apis.map(({ name }) => name)).toEqual(['Bakery', 'Florist']);
});
