import { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnMethod, CfnRequestValidator, CfnStage } from 'aws-cdk-lib/aws-apigateway';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import { CfnFlowLog, CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';

const ALL = { httpMethod: '*', resourcePath: '/*' };

/** Faults of a stack, each with all findings of cdk-nag, which prove that a silent rule works. */
export const CONTROLS: [fault: string, commit: (stack: Stack) => void, found: string[]][] = [
  [
    'no access logs',
    change(CfnStage, (stage) => {
      stage.accessLogSetting = undefined;
    }),
    ['AwsSolutions-APIG1', 'Serverless-APIGWAccessLogging'],
  ],
  [
    'access logs as text',
    change(CfnStage, (stage) => {
      stage.accessLogSetting = { destinationArn: 'arn', format: '$context.requestId' };
    }),
    ['Serverless-APIGWStructuredLogging'],
  ],
  [
    'no execution logs',
    change(CfnStage, (stage) => {
      stage.methodSettings = [{ ...ALL, throttlingBurstLimit: 2, throttlingRateLimit: 1 }];
    }),
    ['APIGWExecutionLoggingEnabled', 'AwsSolutions-APIG6'],
  ],
  [
    'no limits of requests',
    change(CfnStage, (stage) => {
      stage.methodSettings = [{ ...ALL, loggingLevel: 'ERROR' }];
    }),
    ['Serverless-APIGWDefaultThrottling'],
  ],
  [
    'no traces of the stage',
    change(CfnStage, (stage) => {
      stage.tracingEnabled = false;
    }),
    ['APIGWXrayEnabled', 'Serverless-APIGWXrayEnabled'],
  ],
  [
    'a web ACL of another API',
    change(CfnWebACLAssociation, (association) => {
      association.resourceArn = 'arn';
    }),
    ['APIGWAssociatedWithWAF', 'AwsSolutions-APIG3'],
  ],
  [
    'bodies that are not checked',
    change(CfnRequestValidator, (validator) => {
      validator.validateRequestBody = false;
    }),
    ['AwsSolutions-APIG2'],
  ],
  [
    'an open method',
    change(CfnMethod, (method) => {
      method.authorizationType = 'NONE';
    }),
    ['AwsSolutions-APIG4', 'AwsSolutions-COG4'],
  ],
  [
    'a method without Cognito',
    change(CfnMethod, (method) => {
      method.authorizationType = 'AWS_IAM';
    }),
    ['AwsSolutions-COG4'],
  ],

  ['weak passwords', change(CfnUserPool, (users) => { users.policies = { passwordPolicy: { minimumLength: 6 } }; }), ['AwsSolutions-COG1']],
  ['passwords alone', change(CfnUserPool, (users) => { users.mfaConfiguration = 'OFF'; }), ['AwsSolutions-COG2']],
  ['users without threat protection', change(CfnUserPool, (users) => { users.userPoolTier = 'LITE'; }), ['AwsSolutions-COG8']],
  ['a key that is never rotated', change(CfnKey, (key) => { key.enableKeyRotation = false; }), ['AwsSolutions-KMS5']],

  [
    'a managed policy',
    change(CfnRole, (role) => {
      role.managedPolicyArns = ['arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess'];
    }),
    ['AwsSolutions-IAM4[Policy::arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess]'],
  ],
  [
    'a role of the notes that may do everything',
    change(CfnRole, (role) => {
      role.policies = [{ policyName: 'Everything', policyDocument: { Statement: [{ Action: '*', Effect: 'Allow', Resource: '*' }] } }];
    }),
    [
      'AwsSolutions-IAM5[Action::*]',
      'AwsSolutions-IAM5[Resource::*]',
      'IAMPolicyNoStatementsWithAdminAccess',
      'IAMPolicyNoStatementsWithFullAccess',
    ],
  ],
  [
    'an action on every resource',
    allow('xray:PutTraceSegments', '*'),
    ['AwsSolutions-IAM5[Resource::*]', 'Serverless-LambdaStarPermissions'],
  ],
  ['every action on a resource', allow('dynamodb:*', 'arn'), ['AwsSolutions-IAM5[Action::dynamodb:*]', 'Serverless-LambdaStarPermissions']],

  [
    'a security group for everybody',
    change(CfnSecurityGroup, (group) => {
      group.securityGroupIngress = [{ ipProtocol: '-1', cidrIp: '0.0.0.0/0' }];
    }),
    ['AwsSolutions-EC23'],
  ],
  [
    'a security group without a purpose',
    change(CfnSecurityGroup, (group) => {
      group.groupDescription = '';
    }),
    ['AwsSolutions-EC27'],
  ],
  [
    'a VPC that nobody watches',
    change(CfnFlowLog, (log) => {
      log.resourceId = 'vpc';
    }),
    ['AwsSolutions-VPC7'],
  ],
  [
    'alarms in clear text',
    (stack) => {
      new CfnTopic(stack, 'Open');
    },
    ['AwsSolutions-SNS3'],
  ],

  [
    'an old runtime',
    change(CfnFunction, (lambda) => {
      lambda.runtime = 'nodejs20.x';
    }),
    ['AwsSolutions-L1', 'Serverless-LambdaLatestVersion'],
  ],
  [
    'memory left to Lambda',
    change(CfnFunction, (lambda) => {
      lambda.memorySize = undefined;
    }),
    ['Serverless-LambdaDefaultMemorySize'],
  ],
  [
    'a timeout left to Lambda',
    change(CfnFunction, (lambda) => {
      lambda.timeout = undefined;
    }),
    ['Serverless-LambdaDefaultTimeout'],
  ],
  [
    'no dead letters',
    change(CfnFunction, (lambda) => {
      lambda.deadLetterConfig = undefined;
    }),
    ['LambdaDLQ', 'Serverless-LambdaDLQ'],
  ],
  [
    'no traces of a function',
    change(CfnFunction, (lambda) => {
      lambda.tracingConfig = undefined;
    }),
    ['Serverless-LambdaTracing'],
  ],
  [
    'a function without a limit of its own',
    change(CfnFunction, (lambda) => {
      lambda.reservedConcurrentExecutions = undefined;
    }),
    ['LambdaConcurrency'],
  ],
  [
    'a function outside the VPC',
    change(CfnFunction, (lambda) => {
      lambda.vpcConfig = undefined;
    }),
    ['LambdaInsideVPC'],
  ],
  [
    'logs that are kept for ever',
    change(CfnLogGroup, (logs) => {
      logs.retentionInDays = undefined;
    }),
    ['CloudWatchLogGroupRetentionPeriod', 'Serverless-CloudWatchLogGroupRetentionPeriod'],
  ],
  [
    'logs without a key of their user',
    change(CfnLogGroup, (logs) => {
      logs.kmsKeyId = undefined;
    }),
    ['CloudWatchLogGroupEncrypted'],
  ],
  [
    'an alarm that tells nobody',
    change(CfnAlarm, (alarm) => {
      alarm.actionsEnabled = false;
    }),
    ['CloudWatchAlarmAction'],
  ],
];

/** Changes the first resource of a type: one of the notes, or else one of their user. */
function change<R extends CfnResource>(type: abstract new (...args: never[]) => R, fault: (resource: R) => void): (stack: Stack) => void {
  return (stack) =>
    fault([stack.node.findChild('Notes'), stack].flatMap(({ node }) => node.findAll()).find((child) => child instanceof type) as R);
}

/** A role of another function, whose permissions nobody has acknowledged. */
function allow(action: string, resource: string): (stack: Stack) => void {
  const assumeRolePolicyDocument = {
    Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  const policyDocument = { Statement: [{ Effect: 'Allow', Action: action, Resource: resource }] };
  return (stack) => {
    new CfnRole(stack, 'Another', { assumeRolePolicyDocument, policies: [{ policyName: 'Operation', policyDocument }] });
  };
}
