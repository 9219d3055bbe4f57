import { App, Stack } from 'aws-cdk-lib';
import { Template as Synthesized } from 'aws-cdk-lib/assertions';
import { MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Function, GlobalTable, isForApiGateway, LogGroup, Method, resources, Role, Stage, statements, Template } from './template';
import { TEMPLATE_RULES, TemplateRule, violations } from './template-rules';
import { ALL_PROFILES, Profile, profileStack } from '../consumer/app/lib/profiles';
import { NotesApi } from 'cdk-notes-api';

const templates = Object.fromEntries(ALL_PROFILES.map((profile) =>
  [profile, Synthesized.fromStack(profileStack(new App(), profile).stack).toJSON() as Template])) as Record<Profile, Template>;

test.each(ALL_PROFILES)('the template of the profile %s breaks no rule', (profile) => {
  expect(violations(templates[profile])).toEqual({});
});

const table = (template: Template) => first<GlobalTable>(template, 'AWS::DynamoDB::GlobalTable');
const lambda = (template: Template) => first<Function>(template, 'AWS::Lambda::Function').Properties;
const roles = (template: Template) => resources<Role>(template, 'AWS::IAM::Role').map(([, { Properties }]) => Properties);
const role = (template: Template) => roles(template).find((one) => !isForApiGateway(one))!;
const invocation = (template: Template) => statements(roles(template).find(isForApiGateway)!)[0];
const statement = (template: Template) => statements(role(template))[0];
const statementOn = (template: Template, action: string) =>
  statements(role(template)).find(({ Action }) => [Action].flat().includes(action))!;
const stage = (template: Template) => first<Stage>(template, 'AWS::ApiGateway::Stage').Properties;

/** Faults of a template, each with the one rule that it breaks. */
const FAULTS: [rule: TemplateRule, fault: string, commit: (template: Template) => void][] = [
  [
    'tables can be restored to any second',
    'a replica without recovery',
    (template) => {
      table(template).Properties.Replicas.push({ ...table(template).Properties.Replicas[0], PointInTimeRecoverySpecification: undefined });
    },
  ],
  [
    'tables can be restored to any second',
    'recovery turned off',
    (template) => {
      table(template).Properties.Replicas[0].PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: false };
    },
  ],
  [
    'tables are protected from deletion',
    'a replica without protection',
    (template) => {
      delete table(template).Properties.Replicas[0].DeletionProtectionEnabled;
    },
  ],
  [
    'tables outlive their stack',
    'a table that is deleted with its stack',
    (template) => {
      table(template).DeletionPolicy = 'Delete';
    },
  ],
  [
    'tables outlive their stack',
    'a table that is deleted when it is replaced',
    (template) => {
      table(template).UpdateReplacePolicy = 'Delete';
    },
  ],
  [
    'tables drop what has expired',
    'no time to live',
    (template) => {
      delete table(template).Properties.TimeToLiveSpecification;
    },
  ],
  [
    'tables are encrypted with the key of the stack',
    "a table with a key of DynamoDB's",
    (template) => {
      delete table(template).Properties.SSESpecification;
    },
  ],
  [
    'tables are encrypted with the key of the stack',
    'another key',
    (template) => {
      table(template).Properties.Replicas.find(({ Region }) => Region === 'eu-west-1')!.SSESpecification = { KMSMasterKeyId: 'arn' };
    },
  ],
  [
    'tables are encrypted with the key of the stack',
    'a replica with a key of another region',
    (template) => {
      table(template).Properties.Replicas.find(({ Region }) => Region !== 'eu-west-1')!.SSESpecification = {
        KMSMasterKeyId: 'arn:aws:kms:eu-west-2:1:key/1',
      };
    },
  ],

  [
    'logs end',
    'logs that are kept for ever',
    (template) => {
      delete first<LogGroup>(template, 'AWS::Logs::LogGroup').Properties.RetentionInDays;
    },
  ],
  [
    'functions have a log group of their own',
    'the log group that Lambda makes',
    (template) => {
      delete lambda(template).LoggingConfig;
    },
  ],
  [
    'functions have a log group of their own',
    'a log group from elsewhere',
    (template) => {
      lambda(template).LoggingConfig = { LogGroup: 'name' };
    },
  ],
  [
    'functions have a log group of their own',
    "another function's log group",
    (template) => {
      lambda(template).LoggingConfig = resources<Function>(template, 'AWS::Lambda::Function')[1][1].Properties.LoggingConfig;
    },
  ],
  [
    'functions have no address of their own',
    'a function URL',
    (template) => {
      template.Resources.Url = {
        Type: 'AWS::Lambda::Url',
        Properties: { TargetFunctionArn: { Ref: firstId(template, 'AWS::Lambda::Function') } },
      };
    },
  ],
  [
    'functions let nobody in by themselves',
    'a permission',
    (template) => {
      template.Resources.Permission = {
        Type: 'AWS::Lambda::Permission',
        Properties: { FunctionName: { Ref: firstId(template, 'AWS::Lambda::Function') } },
      };
    },
  ],

  [
    'the role of the methods invokes the functions and nothing else',
    'every function',
    (template) => {
      invocation(template).Resource = 'arn';
    },
  ],
  [
    'the role of the methods invokes the functions and nothing else',
    'another action',
    (template) => {
      invocation(template).Action = 'lambda:UpdateFunctionCode';
    },
  ],
  [
    'roles are for Lambda alone, but for that of the methods',
    'a role for an account',
    (template) => {
      role(template).AssumeRolePolicyDocument.Statement[0].Principal = { AWS: '111122223333' };
    },
  ],
  [
    "roles say what they are for, with no wildcard but X-Ray's and Lambda's",
    'every table',
    (template) => {
      statement(template).Resource = '*';
    },
  ],
  [
    "roles say what they are for, with no wildcard but X-Ray's and Lambda's",
    'every action',
    (template) => {
      statement(template).Action = 'dynamodb:*';
    },
  ],
  [
    "roles say what they are for, with no wildcard but X-Ray's and Lambda's",
    'every trace',
    (template) => {
      statementOn(template, 'xray:PutTraceSegments').Action = ['xray:PutTraceSegments', 'xray:GetTraceSummaries'];
    },
  ],
  [
    'roles leave networks to Lambda itself',
    'network interfaces for the code',
    (template) => {
      role(template).Policies[0].PolicyDocument.Statement = [
        ...statements(role(template)).filter(({ Condition }) => !JSON.stringify(Condition)?.includes('lambda:SourceFunctionArn')),
        { Effect: 'Allow', Action: 'ec2:CreateNetworkInterface', Resource: '*' },
      ];
    },
  ],
  [
    'roles leave networks to Lambda itself',
    'another action of EC2',
    (template) => {
      statementOn(template, 'ec2:CreateNetworkInterface').Action = ['ec2:CreateNetworkInterface', 'ec2:RunInstances'];
    },
  ],
  [
    'roles have one action of DynamoDB',
    'a second action',
    (template) => {
      statement(template).Action = ['dynamodb:GetItem', 'dynamodb:Scan'];
    },
  ],
  [
    'roles have one action of DynamoDB',
    'no action',
    (template) => {
      statement(template).Action = 'sqs:SendMessage';
    },
  ],
  [
    'roles use keys through DynamoDB alone',
    'a key for everything',
    (template) => {
      delete statementOn(template, 'kms:Decrypt').Condition;
    },
  ],
  [
    'roles have no managed policies',
    'a managed policy',
    (template) => {
      role(template).ManagedPolicyArns = ['arn'];
    },
  ],
  [
    'roles get no policies from elsewhere',
    'a policy',
    (template) => {
      template.Resources.Policy = { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: firstId(template, 'AWS::IAM::Role') }] } };
    },
  ],

  [
    'methods know their caller, but for preflight',
    'an open method',
    (template) => {
      first<Method>(template, 'AWS::ApiGateway::Method').Properties.AuthorizationType = 'NONE';
    },
  ],
  [
    'stages keep no answer for another caller',
    'a cache cluster',
    (template) => {
      stage(template).CacheClusterEnabled = true;
    },
  ],
  [
    'stages keep no answer for another caller',
    'cached methods',
    (template) => {
      stage(template).MethodSettings = [{ CachingEnabled: true }];
    },
  ],
  [
    'stages log no notes',
    'bodies in the logs',
    (template) => {
      stage(template).MethodSettings = [{ DataTraceEnabled: true }];
    },
  ],
];

test.each(FAULTS)('only the rule that %s is broken by %s', (rule, _, commit) => {
  const template = structuredClone(templates.Everything);
  commit(template);
  expect(Object.keys(violations(template))).toEqual([rule]);
});

test('methods of the notes on an API of their user\'s are judged as well, and the API\'s other methods are not', () => {
  const stack = new Stack(new App(), 'Shop');
  const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
  api.root.addMethod('GET', new MockIntegration());
  new NotesApi(stack, 'Notes', { mountOn: api.root });
  const template = Synthesized.fromStack(stack).toJSON() as Template;
  expect(violations(template)).toEqual({});
  const [id, method] = resources<Method>(template, 'AWS::ApiGateway::Method')[0];
  method.Properties.AuthorizationType = 'NONE';
  expect(violations(template)).toEqual({ 'methods know their caller, but for preflight': [id] });
});

test('every rule is seen to be broken', () => {
  expect(new Set(FAULTS.map(([rule]) => rule))).toEqual(new Set(Object.keys(TEMPLATE_RULES)));
});

function first<P>(template: Template, type: string) {
  return resources<P>(template, type)[0][1];
}

function firstId(template: Template, type: string): string {
  return resources(template, type)[0][0];
}
