import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { PATHS } from '../operations';
import { NotesApi, NotesApiProps, NotesAuthorization, NotesOperation } from 'cdk-notes-api';

/** The number of resources of each type in a notes API, without the given ones. */
function resources(propsOf: (scope: Construct) => NotesApiProps = () => ({})): Record<string, number> {
  const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-north-1' } });
  new NotesApi(stack, 'Notes', propsOf(stack));
  const counts: Record<string, number> = {};
  for (const { Type } of Object.values<{ Type: string }>(Template.fromStack(stack).toJSON().Resources)) {
    counts[Type] = (counts[Type] ?? 0) + 1;
  }
  return counts;
}

const total = (counts: Record<string, number>): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

const byDefault = resources();

test('a notes API is 39 resources', () => {
  expect(byDefault).toEqual({
    'AWS::DynamoDB::GlobalTable': 1,
    'AWS::Lambda::Function': 5,
    'AWS::IAM::Role': 6,
    'AWS::Logs::LogGroup': 5,
    'AWS::ApiGateway::RestApi': 1,
    'AWS::ApiGateway::Deployment': 1,
    'AWS::ApiGateway::Stage': 1,
    'AWS::ApiGateway::Resource': 3,
    'AWS::ApiGateway::Method': 8,
    'AWS::ApiGateway::RequestValidator': 1,
    'AWS::ApiGateway::Model': 1,
    'AWS::ApiGateway::GatewayResponse': 6,
  });
  expect(total(byDefault)).toBe(39);
});

const shop = (scope: Construct) => RestApi.fromRestApiAttributes(scope, 'Shop', { restApiId: 'a1b2c3d4e5', rootResourceId: 'root' }).root;

test.each<[string, (scope: Construct) => NotesApiProps, number]>([
  ['access logs', () => ({ accessLogs: true }), 1],
  ['API keys', () => ({ apiKeyRequired: true }), 0],
  ['no authorization', () => ({ authorization: NotesAuthorization.none() }), 0],
  [
    'the users of a pool',
    (scope) => ({ authorization: NotesAuthorization.cognito([UserPool.fromUserPoolId(scope, 'Users', 'eu-west-1_Users')]) }),
    2,
  ],
  ['an authorizer', () => ({ authorization: NotesAuthorization.custom({ authorizerId: 'a1b2c3' }, { userIdContextKey: 'user' }) }), 1],
  ['pages of other origins', () => ({ corsOrigins: ['https://a.example', 'https://b.example'] }), PATHS.length],
  ['other functions', () => ({ functionOptions: { memorySize: 768 }, requireIfMatch: true, tracing: false }), 0],
  ['API Gateway\'s own words for its errors', () => ({ gatewayResponses: false }), -6],
  ['alarms and a dashboard', () => ({ monitoring: {} }), 7],
  ['alarms alone', () => ({ monitoring: { dashboard: false } }), 6],
  ['replicas', () => ({ replicaRegions: ['eu-west-1', 'eu-central-1'] }), 0],
  ['a trash', () => ({ trash: Duration.days(30) }), 2],
  ['a trash and changes', () => ({ trash: Duration.days(30), changes: true }), 2],
  ["a table of one's own", (scope) => ({ table: Table.fromTableName(scope, 'Table', 'notes') }), -1],
  [
    'a VPC',
    (scope) => ({ vpc: Vpc.fromVpcAttributes(scope, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'], privateSubnetIds: ['subnet-1'] }) }),
    1,
  ],
  ['a web ACL', () => ({ webAclArn: 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/a/b' }), 1],
  ['all operations but one', () => ({ operations: Object.values(NotesOperation).filter((operation) => operation !== NotesOperation.DELETE) }), -4],
  ['another\'s API', (scope) => ({ mountOn: shop(scope) }), -9],
  ['another\'s API with problem documents', (scope) => ({ mountOn: shop(scope), gatewayResponses: true }), -2],
])('with %s it is others by as many as there have to be', (_, propsOf, more) => {
  expect(total(resources(propsOf)) - total(byDefault)).toBe(more);
});
