import { createHash } from 'node:crypto';
import { UnknownValue } from './unknown-value';
import { uuidOf } from './uuid';

/** A resource as CloudFormation would create it. */
export interface PhysicalResource {
  readonly type: string;
  readonly logicalId: string;
  readonly stackName: string;
  readonly region: string;
  readonly account: string;
  /** A property of the resource, resolved. */
  property(name: string): unknown;
}

interface ResourceKind {
  /** The property that names the resource; without a value, CloudFormation generates a name. */
  readonly nameProperty?: string;
  readonly ref?: (resource: PhysicalResource) => string;
  readonly attributes?: Record<string, (resource: PhysicalResource) => string>;
}

const TABLE: ResourceKind = {
  nameProperty: 'TableName',
  attributes: {
    Arn: (resource) => arn(resource, 'dynamodb', `table/${physicalId(resource)}`),
    StreamArn: (resource) => arn(resource, 'dynamodb', `table/${physicalId(resource)}/stream/1970-01-01T00:00:00.000`),
  },
};

const KINDS: Record<string, ResourceKind> = {
  'AWS::ApiGateway::RestApi': {
    ref: (resource) => shortId(resource, 10),
    attributes: { RootResourceId: (resource) => shortId(resource, 10, 'root') },
  },
  'AWS::ApiGateway::ApiKey': { ref: apiKeyId, attributes: { APIKeyId: apiKeyId } },
  'AWS::ApiGateway::Deployment': { ref: deploymentId, attributes: { DeploymentId: deploymentId } },
  'AWS::ApiGateway::DomainName': { nameProperty: 'DomainName' },
  'AWS::ApiGatewayV2::DomainName': { nameProperty: 'DomainName' },
  'AWS::ApiGateway::Resource': { ref: (resource) => shortId(resource, 6) },
  'AWS::ApiGateway::Authorizer': { ref: authorizerId, attributes: { AuthorizerId: authorizerId } },
  'AWS::ApiGateway::Stage': { nameProperty: 'StageName' },
  'AWS::ApiGateway::UsagePlan': { ref: usagePlanId, attributes: { Id: usagePlanId } },
  'AWS::ApiGateway::Model': { nameProperty: 'Name' },
  'AWS::ApiGateway::RequestValidator': { ref: (resource) => shortId(resource, 6) },
  'AWS::Cognito::IdentityPool': { ref: (resource) => `${resource.region}:${uuidOf(`${resource.stackName}/${resource.logicalId}`)}` },
  'AWS::Cognito::UserPool': {
    ref: userPoolId,
    attributes: {
      Arn: (resource) => arn(resource, 'cognito-idp', `userpool/${userPoolId(resource)}`),
      UserPoolId: userPoolId,
    },
  },
  'AWS::CloudFormation::Stack': {
    attributes: { Arn: (resource) => arn(resource, 'cloudformation', `stack/${physicalId(resource)}/local`) },
  },
  'AWS::DynamoDB::Table': TABLE,
  'AWS::DynamoDB::GlobalTable': TABLE,
  'AWS::IAM::Role': {
    nameProperty: 'RoleName',
    attributes: {
      Arn: (resource) => `arn:aws:iam::${resource.account}:role${String(resource.property('Path') ?? '/')}${physicalId(resource)}`,
    },
  },
  'AWS::KMS::Alias': { nameProperty: 'AliasName' },
  'AWS::KMS::Key': {
    ref: kmsKeyId,
    attributes: { Arn: (resource) => arn(resource, 'kms', `key/${kmsKeyId(resource)}`), KeyId: kmsKeyId },
  },
  'AWS::Lambda::Function': {
    nameProperty: 'FunctionName',
    attributes: { Arn: (resource) => functionArn(resource, physicalId(resource)) },
  },
  'AWS::Lambda::Version': {
    ref: versionArn,
    attributes: { FunctionArn: versionArn, Version: () => '1' },
  },
  'AWS::Lambda::Alias': {
    ref: (resource) => `${functionArn(resource, String(resource.property('FunctionName')))}:${String(resource.property('Name'))}`,
  },
  'AWS::Lambda::LayerVersion': {
    ref: (resource) => `${arn(resource, 'lambda', `layer:${String(resource.property('LayerName') ?? `${resource.stackName}-${resource.logicalId}`)}`)}:1`,
  },
  'AWS::Logs::LogGroup': {
    nameProperty: 'LogGroupName',
    attributes: { Arn: (resource) => arn(resource, 'logs', `log-group:${physicalId(resource)}:*`) },
  },
  'Custom::LogRetention': { attributes: { LogGroupName: (resource) => String(resource.property('LogGroupName')) } },
  'AWS::SSM::Parameter': {
    nameProperty: 'Name',
    attributes: {
      Arn: (resource) => arn(resource, 'ssm', `parameter/${physicalId(resource).replace(/^\//, '')}`),
      Type: (resource) => String(resource.property('Type')),
      Value: (resource) => String(resource.property('Value')),
    },
  },
};

/** The result of `Ref`. */
export function physicalId(resource: PhysicalResource): string {
  const { nameProperty, ref } = KINDS[resource.type] ?? {};
  if (ref) {
    return ref(resource);
  }
  const name = nameProperty && resource.property(nameProperty);
  return String(name ?? `${resource.stackName}-${resource.logicalId}`);
}

/** The result of `Fn::GetAtt`. */
export function attribute(resource: PhysicalResource, name: string): string {
  const known = KINDS[resource.type]?.attributes?.[name];
  if (known) {
    return known(resource);
  }
  if (name === 'Arn') {
    return arn(resource, resource.type.split('::')[1].toLowerCase(), physicalId(resource));
  }
  throw new UnknownValue(`${resource.logicalId}.${name}`, `the attribute ${name} of ${resource.logicalId} (${resource.type}) is unknown`);
}

function apiKeyId(resource: PhysicalResource): string {
  return shortId(resource, 10);
}

function authorizerId(resource: PhysicalResource): string {
  return shortId(resource, 6);
}

function deploymentId(resource: PhysicalResource): string {
  return shortId(resource, 6);
}

function usagePlanId(resource: PhysicalResource): string {
  return shortId(resource, 6);
}

function kmsKeyId(resource: PhysicalResource): string {
  return digest(resource, 'key').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

function userPoolId(resource: PhysicalResource): string {
  return `${resource.region}_${shortId(resource, 9)}`;
}

function functionArn(resource: PhysicalResource, nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? nameOrArn : arn(resource, 'lambda', `function:${nameOrArn}`);
}

function versionArn(resource: PhysicalResource): string {
  return `${functionArn(resource, String(resource.property('FunctionName')))}:1`;
}

function arn({ region, account }: PhysicalResource, service: string, rest: string): string {
  return `arn:aws:${service}:${region}:${account}:${rest}`;
}

function shortId(resource: PhysicalResource, length: number, part = ''): string {
  return BigInt(`0x${digest(resource, part)}`).toString(36).slice(0, length);
}

function digest({ stackName, logicalId }: PhysicalResource, part: string): string {
  return createHash('sha256').update(`${stackName}/${logicalId}/${part}`).digest('hex');
}
