import { Statement } from './policy';

const allow = (...Action: string[]): Statement[] => [{ Effect: 'Allow', Action, Resource: '*' }];

/** For policies about services that are not emulated. */
const NOTHING_HERE: Statement[] = [];

/** The actions of the emulated services that AWS managed policies allow. */
const POLICIES: Readonly<Record<string, readonly Statement[]>> = {
  AdministratorAccess: allow('*'),
  AmazonAPIGatewayAdministrator: NOTHING_HERE,
  AmazonAPIGatewayInvokeFullAccess: allow('execute-api:Invoke', 'execute-api:ManageConnections'),
  AmazonAPIGatewayPushToCloudWatchLogs: NOTHING_HERE,
  AmazonDynamoDBFullAccess: allow('dynamodb:*', 'kms:DescribeKey', 'kms:ListAliases'),
  AmazonDynamoDBFullAccess_v2: allow('dynamodb:*', 'kms:DescribeKey', 'kms:ListAliases'),
  AmazonDynamoDBReadOnlyAccess: allow(
    'dynamodb:BatchGetItem', 'dynamodb:Describe*', 'dynamodb:List*', 'dynamodb:GetAbacStatus', 'dynamodb:GetItem',
    'dynamodb:GetResourcePolicy', 'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:PartiQLSelect', 'kms:DescribeKey', 'kms:ListAliases',
  ),
  AmazonEventBridgeFullAccess: NOTHING_HERE,
  AmazonS3FullAccess: NOTHING_HERE,
  AmazonS3ReadOnlyAccess: NOTHING_HERE,
  AmazonSESFullAccess: NOTHING_HERE,
  AmazonSNSFullAccess: NOTHING_HERE,
  AmazonSQSFullAccess: NOTHING_HERE,
  AmazonSSMFullAccess: allow('ssm:*'),
  AmazonSSMReadOnlyAccess: allow('ssm:Describe*', 'ssm:Get*', 'ssm:List*'),
  AWSLambda_FullAccess: allow('lambda:*'),
  AWSLambda_ReadOnlyAccess: allow('lambda:Get*', 'lambda:List*'),
  AWSLambdaBasicExecutionRole: NOTHING_HERE,
  AWSLambdaDynamoDBExecutionRole: allow(
    'dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams',
  ),
  AWSLambdaENIManagementAccess: NOTHING_HERE,
  AWSLambdaKinesisExecutionRole: NOTHING_HERE,
  AWSLambdaRole: allow('lambda:InvokeFunction'),
  AWSLambdaSQSQueueExecutionRole: NOTHING_HERE,
  AWSLambdaVPCAccessExecutionRole: NOTHING_HERE,
  AWSXRayDaemonWriteAccess: NOTHING_HERE,
  AWSXrayFullAccess: NOTHING_HERE,
  AWSXrayWriteOnlyAccess: NOTHING_HERE,
  CloudWatchFullAccess: NOTHING_HERE,
  CloudWatchLambdaApplicationSignalsExecutionRolePolicy: NOTHING_HERE,
  CloudWatchLambdaInsightsExecutionRolePolicy: NOTHING_HERE,
  CloudWatchLogsFullAccess: NOTHING_HERE,
  PowerUserAccess: [{ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' }],
  SecretsManagerReadWrite: NOTHING_HERE,
};

/** The statements of an AWS managed policy, by its ARN; undefined if it is not known here. */
export function awsManagedPolicy(arn: string): readonly Statement[] | undefined {
  const [, name] = /^arn:[^:]+:iam::aws:policy\/(?:[\w-]+\/)?(\w+)$/.exec(arn) ?? [];
  return name !== undefined && Object.hasOwn(POLICIES, name) ? POLICIES[name] : undefined;
}
