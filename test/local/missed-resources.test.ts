import { InvokeUrls } from '../../local/cloudformation/invoke-urls';
import { missedResources } from '../../local/cloudformation/missed-resources';
import { Stack } from '../../local/cloudformation/stack';
import { Resource, Template } from '../../local/cloudformation/template';

const missed = (...Resources: Record<string, Resource>[]) => missedResources(Stack.all(
  Resources.map((resources, at) => ({
    name: `Stack${at}`,
    account: '111122223333',
    region: 'eu-west-1',
    template: { Conditions: { Never: { 'Fn::Equals': [1, 2] } }, Resources: resources } as Template,
    warnings: [],
    errors: [],
    assets: new Map(),
  })),
  new InvokeUrls(),
));

const queue = (path?: string): Resource => ({ Type: 'AWS::SQS::Queue', Metadata: { ...path && { 'aws:cdk:path': path } } });

test('what is not emulated is listed by type, with the paths of its constructs', () => {
  expect(missed(
    { Jobs: queue('App/Jobs/Resource'), Api: { Type: 'AWS::ApiGatewayV2::Api' }, Orders: { Type: 'AWS::DynamoDB::Table' } },
    { Failed: queue() },
  )).toEqual(['AWS::ApiGatewayV2::Api: Api', 'AWS::SQS::Queue: App/Jobs, Failed']);
});

test('many of a type are counted', () => {
  expect(missed({ A: queue(), B: queue(), C: queue(), D: queue(), E: queue() })).toEqual(['AWS::SQS::Queue: A, B, C, 2 more']);
});

test.each([
  'AWS::CDK::Metadata', 'AWS::EC2::Subnet', 'AWS::IAM::Policy', 'AWS::Lambda::Function', 'AWS::Lambda::Permission', 'AWS::Logs::LogGroup',
  'Custom::LogRetention',
])('nobody misses %s', (Type) => {
  expect(missed({ It: { Type } })).toEqual([]);
});

test.each([
  [{ Runtime: 'python3.13' }, ['AWS::Lambda::Function on python3.13: It']],
  [{ PackageType: 'Image' }, ['AWS::Lambda::Function on a container image: It']],
  [{ Runtime: 'nodejs22.x' }, []],
  [{ Runtime: { Ref: 'Runtime' } }, []],
])('a function is missed with its runtime: %j', (Properties, list) => {
  expect(missed({ It: { Type: 'AWS::Lambda::Function', Properties } })).toEqual(list);
});

test('a resource whose condition does not hold is not missed', () => {
  expect(missed({ Jobs: { ...queue(), Condition: 'Never' } })).toEqual([]);
});
