import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnGlobalTable } from 'aws-cdk-lib/aws-dynamodb';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { allow, bareRole } from './role';
import { ENVIRONMENT } from '../../../../src/contract/environment';
import { DEFAULT_MEMORY_MIB } from '../../../../src/functions/default-memory';
import { ServiceFunction } from '../service';

/** A function with its log group and its role. */
export function bareFunction(stack: Stack, { handler, action }: ServiceFunction, table: CfnGlobalTable, code: Asset): CfnFunction {
  const logGroup = new CfnLogGroup(stack, `${handler}LogGroup`, { retentionInDays: 30 });
  logGroup.applyRemovalPolicy(RemovalPolicy.RETAIN);
  const role = bareRole(stack, `${handler}Role`, 'lambda.amazonaws.com', 'Operation', [
    allow(action, table.attrArn),
    allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.attrArn),
    allow(['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], '*'),
  ]);
  const lambda = new CfnFunction(stack, handler, {
    architectures: ['arm64'],
    code: { s3Bucket: code.s3BucketName, s3Key: code.s3ObjectKey },
    description: `Notes API: ${handler}`,
    environment: { variables: { [ENVIRONMENT.tableName]: table.ref, [ENVIRONMENT.signedCallers]: 'true' } },
    handler: `index.${handler}`,
    loggingConfig: { applicationLogLevel: 'INFO', logFormat: 'JSON', logGroup: logGroup.ref, systemLogLevel: 'WARN' },
    memorySize: DEFAULT_MEMORY_MIB,
    role: role.attrArn,
    runtime: 'nodejs24.x',
    timeout: 10,
    tracingConfig: { mode: 'Active' },
  });
  lambda.addDependency(role);
  return lambda;
}
