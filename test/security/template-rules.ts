import {
  actions, allowed, Function, GlobalTable, isFor, isForApiGateway, LogGroup, Method, Resource, resources, Role, Stage, statements,
  tableKeys, Template,
} from './template';

/** The logical ids of the resources that break the rule. */
type Rule = (template: Template) => string[];

/** The actions that can only be allowed on every resource. */
const WITHOUT_ARN = ['ec2:', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments'];

/** The rules for a template that cdk-nag lacks: for example, it does not support global tables. */
export const TEMPLATE_RULES = {
  'tables can be restored to any second': every<GlobalTable>('AWS::DynamoDB::GlobalTable', ({ Properties: { Replicas } }) =>
    Replicas.every(({ PointInTimeRecoverySpecification }) => PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled === true)),
  'tables are protected from deletion': every<GlobalTable>('AWS::DynamoDB::GlobalTable', ({ Properties: { Replicas } }) =>
    Replicas.every(({ DeletionProtectionEnabled }) => DeletionProtectionEnabled === true)),
  'tables outlive their stack': every<GlobalTable>('AWS::DynamoDB::GlobalTable', ({ DeletionPolicy, UpdateReplacePolicy }) =>
    DeletionPolicy === 'Retain' && UpdateReplacePolicy === 'Retain'),
  'tables drop what has expired': every<GlobalTable>('AWS::DynamoDB::GlobalTable', ({ Properties: { TimeToLiveSpecification } }) =>
    TimeToLiveSpecification?.Enabled === true),
  'tables are encrypted with the key of the stack': every<GlobalTable>('AWS::DynamoDB::GlobalTable', ({ Properties }, template) => {
    const keys = tableKeys(template).map((id) => JSON.stringify({ 'Fn::GetAtt': [id, 'Arn'] }));
    return keys.length === 0 || (Properties.SSESpecification?.SSEEnabled === true && Properties.SSESpecification.SSEType === 'KMS'
      && Properties.Replicas.every(({ Region, SSESpecification }) => {
        const key = JSON.stringify(SSESpecification?.KMSMasterKeyId) ?? '';
        return keys.includes(key) || key.includes(`:kms:${Region}:`);
      }));
  }),

  'logs end': every<LogGroup>('AWS::Logs::LogGroup', ({ Properties }) => Number.isInteger(Properties.RetentionInDays)),
  'functions have a log group of their own': every<Function>('AWS::Lambda::Function', ({ Properties }, template) => {
    const group = JSON.stringify(Properties.LoggingConfig?.LogGroup);
    const users = resources<Function>(template, 'AWS::Lambda::Function').filter(
      ([, other]) => JSON.stringify(other.Properties.LoggingConfig?.LogGroup) === group,
    );
    return users.length === 1 && resources(template, 'AWS::Logs::LogGroup').some(([id]) => group === JSON.stringify({ Ref: id }));
  }),
  'functions have no address of their own': none('AWS::Lambda::Url'),
  'functions let nobody in by themselves': none('AWS::Lambda::Permission'),

  'roles are for Lambda alone, but for that of the methods': every<Role>('AWS::IAM::Role', ({ Properties }) =>
    isForApiGateway(Properties) || isFor(Properties, 'lambda.amazonaws.com')),
  'the role of the methods invokes the functions and nothing else': every<Role>('AWS::IAM::Role', ({ Properties }, template) => {
    const functions = resources(template, 'AWS::Lambda::Function').map(([id]) => JSON.stringify({ 'Fn::GetAtt': [id, 'Arn'] }));
    return !isForApiGateway(Properties) || allowed(Properties).every(({ Action, Resource: on }) =>
      Action === 'lambda:InvokeFunction' && [on].flat().every((one) => functions.includes(JSON.stringify(one))));
  }),
  "roles say what they are for, with no wildcard but X-Ray's and Lambda's": every<Role>('AWS::IAM::Role', ({ Properties }) =>
    allowed(Properties).every(
      ({ Action, Resource: on }) =>
        !JSON.stringify(Action).includes('*')
        && (!JSON.stringify(on).includes('*') || [Action].flat().every((action) => WITHOUT_ARN.some((name) => action.startsWith(name)))),
    ),
  ),
  'roles leave networks to Lambda itself': every<Role>(
    'AWS::IAM::Role',
    ({ Properties }) =>
      actions(Properties, 'ec2').every((action) => /NetworkInterface|PrivateIpAddresses|Subnets|SecurityGroups/.test(action))
      && (actions(Properties, 'ec2').length === 0 || JSON.stringify(statements(Properties)).includes('"lambda:SourceFunctionArn"')),
  ),
  'roles have one action of DynamoDB': every<Role>(
    'AWS::IAM::Role',
    ({ Properties }) => isForApiGateway(Properties) || actions(Properties, 'dynamodb').length === 1,
  ),
  'roles use keys through DynamoDB alone': every<Role>('AWS::IAM::Role', ({ Properties }) =>
    allowed(Properties).every(
      ({ Action, Condition }) =>
        ![Action].flat().some((action) => action.startsWith('kms:'))
        || /"dynamodb\./.test(JSON.stringify(Condition?.StringEquals?.['kms:ViaService']) ?? ''),
    ),
  ),
  'roles have no managed policies': every<Role>('AWS::IAM::Role', ({ Properties }) => Properties.ManagedPolicyArns === undefined),
  'roles get no policies from elsewhere': (template: Template) =>
    ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy'].flatMap((type) => none(type)(template)),

  'methods know their caller, but for preflight': every<Method>(
    'AWS::ApiGateway::Method',
    ({ Properties: { AuthorizationType, HttpMethod } }) => AuthorizationType !== 'NONE' || HttpMethod === 'OPTIONS',
  ),
  'stages keep no answer for another caller': every<Stage>(
    'AWS::ApiGateway::Stage',
    ({ Properties: { CacheClusterEnabled, MethodSettings = [] } }) =>
      CacheClusterEnabled !== true && !MethodSettings.some(({ CachingEnabled }) => CachingEnabled),
  ),
  'stages log no notes': every<Stage>(
    'AWS::ApiGateway::Stage',
    ({ Properties: { MethodSettings = [] } }) => !MethodSettings.some(({ DataTraceEnabled }) => DataTraceEnabled),
  ),
} satisfies Record<string, Rule>;

export type TemplateRule = keyof typeof TEMPLATE_RULES;

/** The logical ids of the resources that break rules, by rule. */
export function violations(template: Template): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(TEMPLATE_RULES)
      .map(([rule, broken]) => [rule, broken(template)])
      .filter(([, ids]) => ids.length > 0),
  );
}

function every<P>(type: string, holds: (resource: Resource<P>, template: Template) => boolean): Rule {
  return (template) => resources<P>(template, type).filter(([, resource]) => !holds(resource, template)).map(([id]) => id);
}

function none(type: string): Rule {
  return every(type, () => false);
}
