import { InvariantName } from './invariants';
import { Properties, Resource, Statement, statements, Template } from './notes-template';
import { DescribedProps, DescribedStack } from '../../consumer/app/lib/random/described';

const ALL: DescribedProps = {
  accessLogs: true,
  apiKeyRequired: true,
  authorization: { kind: 'cognito', userPools: ['own'], scopes: ['notes/all'] },
  corsHeaders: ['traceparent'],
  corsOrigins: ['https://a.example.com'],
  encryptionKey: 'own',
  monitoring: { topics: ['own'] },
  replicaKeyArns: { 'eu-central-1': 'arn:aws:kms:eu-central-1:111122223333:key/other' },
  replicaRegions: ['eu-central-1'],
  requireIfMatch: true,
  timeBudget: { maxAttempts: 2 },
  vpc: 'imported',
  webAclArn: 'own',
};

/** The stacks for the faults: one with every feature, and one with a notes API on another API. */
export const WHOLE: DescribedStack = {
  place: { partition: 'aws', region: 'eu-west-1', otherRegions: ['eu-central-1'] },
  flags: false,
  notes: [ALL, { mountOn: { api: 'deploys itself', path: '/v1' } }],
};

/** The first resource of a type of the first notes API. */
function first(template: Template, type: string): [id: string, resource: Resource & { Properties: Properties }] {
  return Object.entries(template.Resources).find(([id, { Type }]) => id.startsWith('Team') && Type === type)!;
}

const of = (template: Template, type: string): Properties => first(template, type)[1].Properties;
const lambda = (template: Template) => of(template, 'AWS::Lambda::Function');
const variables = (template: Template) => (lambda(template).Environment as { Variables: Properties }).Variables;
const role = (template: Template): Properties => {
  const [id] = (lambda(template).Role as { 'Fn::GetAtt': string[] })['Fn::GetAtt'];
  return template.Resources[id].Properties;
};
const invocationRole = (template: Template): Properties =>
  Object.entries(template.Resources).find(([id]) => id.startsWith('TeamApiInvocationRole'))![1].Properties;
const table = (template: Template) => of(template, 'AWS::DynamoDB::GlobalTable');
const replica = (template: Template) => (table(template).Replicas as Properties[])[0];
const stage = (template: Template) => of(template, 'AWS::ApiGateway::Stage');
const alarm = (template: Template) => of(template, 'AWS::CloudWatch::Alarm');
const response = (template: Template) => of(template, 'AWS::ApiGateway::GatewayResponse');
const methodOf = (template: Template, preflight: boolean): Properties =>
  Object.entries(template.Resources)
    .filter(([id, { Type }]) => id.startsWith('Team') && Type === 'AWS::ApiGateway::Method')
    .map(([, { Properties: properties }]) => properties)
    .find(({ HttpMethod }) => (HttpMethod === 'OPTIONS') === preflight)!;
const method = (template: Template) => methodOf(template, false);
const statement = (template: Template, service: string): Statement =>
  statements(role(template)).find(({ Action }) => [Action].flat()[0].startsWith(service))!;
const add = (template: Template, id: string, resource: Partial<Resource> & { Type: string }) => {
  template.Resources[id] = { Properties: {}, ...resource };
};

/** Faults of a template, by the invariant that must detect them. */
export const FAULTS: Readonly<Record<InvariantName, (template: Template) => void>> = {
  'the methods are the routes of the operations that are offered, and preflights of their paths': (template) => {
    method(template).HttpMethod = 'ANY';
  },
  'every method has the authorization that is asked for': (template) => {
    method(template).AuthorizationType = 'NONE';
  },
  'every method wants an API key when it is asked for': (template) => {
    delete method(template).ApiKeyRequired;
  },
  'every preflight is open': (template) => {
    methodOf(template, true).ApiKeyRequired = true;
  },
  'every preflight allows the further headers, and each header once': (template) => {
    const integration = methodOf(template, true).Integration as { IntegrationResponses: { ResponseParameters: Properties }[] };
    integration.IntegrationResponses[0].ResponseParameters['method.response.header.Access-Control-Allow-Headers'] = "'Authorization'";
  },
  'a 401 of API Gateway names the scheme that is expected, where there is one': (template) => {
    for (const { Type, Properties: properties } of Object.values(template.Resources)) {
      if (Type === 'AWS::ApiGateway::GatewayResponse') {
        delete (properties!.ResponseParameters as Properties)['gatewayresponse.header.WWW-Authenticate'];
      }
    }
  },
  'every method has the validator, which checks bodies and parameters': (template) => {
    delete method(template).RequestValidatorId;
  },
  'every method calls the function of its operation': (template) => {
    lambda(template).Handler = 'index.getNote';
  },
  'every method names the parameters of its path as required': (template) => {
    method(template).RequestParameters = {};
  },
  'every method has the role that invokes the functions': (template) => {
    delete (method(template).Integration as Properties).Credentials;
  },
  'the role of the methods invokes the functions and nothing else, and API Gateway alone may take it': (template) => {
    (statements(invocationRole(template))[0].Resource as unknown[]).push('arn');
  },
  'the deployment waits for every method': (template) => { first(template, 'AWS::ApiGateway::Deployment')[1].DependsOn = []; },
  'the stage limits requests as it is asked to, and caches none': (template) => { stage(template).CacheClusterEnabled = true; },
  'the stage writes access logs when it is asked to, without user, address and content': (template) => {
    (stage(template).AccessLogSetting as Properties).Format = '$context.identity.sourceIp';
  },
  'the stage passes requests through the web ACL': (template) => { of(template, 'AWS::WAFv2::WebACLAssociation').ResourceArn = 'arn'; },
  'every gateway response is a problem document with a request id': (template) => { response(template).ResponseTemplates = {}; },
  'every gateway response lets pages read it when there are origins, and only then': (template) => {
    delete (response(template).ResponseParameters as Properties)['gatewayresponse.header.Access-Control-Allow-Origin'];
  },
  'nothing of an API that the notes are mounted on is theirs': (template) => {
    add(template, 'PrivateStage', { Type: 'AWS::ApiGateway::Stage' });
  },
  'functions know who calls when the authorization tells': (template) => {
    delete variables(template).CALLER_ID;
  },
  'each operation that is offered has one function': (template) => {
    delete template.Resources[first(template, 'AWS::Lambda::Function')[0]];
  },

  'functions know the table': (template) => {
    variables(template).TABLE_NAME = 'other';
  },
  'functions run with what they are asked to': (template) => {
    lambda(template).MemorySize = 128;
  },
  'functions have no variables but those of the library and those they are asked to have': (template) => {
    variables(template).NODE_OPTIONS = '';
  },
  'functions have no more variables than Lambda takes': (template) => {
    variables(template).LONG = 'x'.repeat(4096);
  },
  'functions that write know whether they need a precondition, and no other does': (template) => {
    variables(template).REQUIRE_IF_MATCH = 'true';
  },
  'functions know the origins': (template) => {
    variables(template).CORS_ORIGINS = '["*"]';
  },
  'functions know how long the trash keeps notes': (template) => {
    variables(template).TRASH_SECONDS = '1';
  },
  'functions that list know whether they tell changes, and no other does': (template) => {
    variables(template).CHANGES = 'false';
  },
  'functions know a time budget that differs from the default': (template) => {
    delete variables(template).TIME_BUDGET;
  },
  "functions run the library's one bundle": (template) => {
    lambda(template).Code = { ZipFile: '' };
  },
  'functions are in the VPC with the security groups, or in none': (template) => {
    (lambda(template).VpcConfig as Properties).SubnetIds = ['subnet-00000003', 'subnet-00000004'];
  },
  "security groups of the functions' own let nothing in, and HTTPS out": (template) => {
    of(template, 'AWS::EC2::SecurityGroup').SecurityGroupIngress = [];
  },
  'functions are traced unless it is turned off, and their roles may then send traces': (template) => {
    delete lambda(template).TracingConfig;
  },
  'roles have the one action of their operation, on the table and the index of the changes alone': (template) => {
    statement(template, 'dynamodb').Action = 'dynamodb:Scan';
  },
  'roles write to the log group of their own function alone': (template) => {
    statement(template, 'logs').Resource = '*';
  },
  'roles decrypt with the key of the table, by DynamoDB alone, when it has one': (template) => {
    delete statement(template, 'kms').Condition;
  },
  'no action is a wildcard, nor what it is on but for X-Ray and the network interfaces': (template) => {
    statement(template, 'dynamodb').Resource = '*';
  },
  'roles only allow, and only Lambda may take them': (template) => {
    role(template).AssumeRolePolicyDocument = { Statement: [{ Principal: { AWS: '*' } }] };
  },
  'nothing but the roles themselves says what they may do': (template) => {
    add(template, 'TeamPolicy', { Type: 'AWS::IAM::Policy' });
  },
  "roles connect functions with a VPC only when there is one, and not by the function's own code": (template) => {
    delete statement(template, 'ec2').Condition;
  },
  'logs end after a month, and go when the removal policy says so': (template) => {
    delete of(template, 'AWS::Logs::LogGroup').RetentionInDays;
  },
  'every function has a log group of its own': (template) => {
    delete lambda(template).LoggingConfig;
  },

  'the number of resources of each type follows from the props': (template) => {
    add(template, 'TeamQueue', { Type: 'AWS::SQS::Queue' });
  },
  'the table has keys, time to live and billing as the notes need them': (template) => {
    delete table(template).TimeToLiveSpecification;
  },
  'the table and every replica can be restored to any second': (template) => {
    delete replica(template).PointInTimeRecoverySpecification;
  },
  'the table outlives its stack and is protected unless the removal policy says otherwise': (template) => {
    replica(template).DeletionProtectionEnabled = false;
  },
  'the table has the index of the changes where they are asked for, and no other': (template) => {
    table(template).GlobalSecondaryIndexes = [];
  },
  'the table has replicas where they are asked for': (template) => {
    (table(template).Replicas as Properties[]).pop();
  },
  'the table and every replica are encrypted with the keys that are given': (template) => {
    delete replica(template).SSESpecification;
  },
  'what holds data has the logical id that it always had': (template) => {
    add(template, 'TeamTableMoved', { Type: 'AWS::DynamoDB::GlobalTable', Properties: { ...table(template) } });
  },
  'nothing has a physical name': (template) => {
    lambda(template).FunctionName = 'get-note';
  },
  'no partition, region or account is written out but those that are given': (template) => {
    role(template).Description = 'arn:aws:iam::444455556666:role';
  },
  'the stack gets no outputs, parameters, conditions or mappings': (template) => {
    Object.assign(template, { Outputs: { TeamUrl: {} } });
  },
  'nothing needs a custom resource': (template) => {
    add(template, 'TeamCustom', { Type: 'Custom::Thing' });
  },
  'whatever is referred to exists': (template) => {
    lambda(template).Description = { Ref: 'Nowhere' };
  },
  'the template is below the limits of CloudFormation': (template) => {
    lambda(template).Description = 'x'.repeat(1_000_000);
  },
  'every alarm tells the topics when it goes off and when it is over': (template) => {
    delete alarm(template).OKActions;
  },
  'alarms go off at what is asked for': (template) => {
    alarm(template).Threshold = 7;
  },
  "alarms measure the API's stage, the functions and the table of the notes": (template) => {
    for (const { Type, Properties: properties } of Object.values(template.Resources)) {
      if (Type === 'AWS::CloudWatch::Alarm') {
        Object.assign(properties, { Metrics: [] });
      }
    }
  },
  'the methods of two notes APIs are in different APIs or places': (template) => {
    const [id, resource] = Object.entries(template.Resources).find(([, { Type }]) => Type === 'AWS::ApiGateway::Method')!;
    template.Resources[`${id}Again`] = resource;
  },
};
