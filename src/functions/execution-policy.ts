import { Stack } from 'aws-cdk-lib';
import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface ExecutionPolicyProps {
  readonly table: ITable;
  /** The DynamoDB action. */
  readonly action: string;
  /** An index that the action may also be performed on. */
  readonly index?: string;
  readonly logGroup: ILogGroup;
  readonly tracing: boolean;
  readonly inVpc: boolean;
}

/** The permissions of a function's role. */
export function executionPolicy(
  scope: Construct, { table, action, index, logGroup, tracing, inVpc }: ExecutionPolicyProps,
): PolicyDocument {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({ actions: [action], resources: [table.tableArn, ...index ? [`${table.tableArn}/index/${index}`] : []] }),
      ...table.encryptionKey ? [decryption(scope, table.encryptionKey)] : [],
      new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
      ...tracing ? [traces()] : [],
      ...inVpc ? [networkInterfaces()] : [],
    ],
  });
}

/**
 * DynamoDB decrypts with the permissions of its caller, for reads and writes alike. `kms:ViaService` ends in amazonaws.com in every
 * partition.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
function decryption(scope: Construct, key: IKey): PolicyStatement {
  return new PolicyStatement({
    actions: ['kms:Decrypt'],
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(scope).region}.amazonaws.com` } },
  });
}

/** Traces have no ARNs to name. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html */
function traces(): PolicyStatement {
  return new PolicyStatement({ actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], resources: ['*'] });
}

/**
 * The permissions that Lambda itself needs to connect a function to a VPC. The condition withholds them from the function's code: only
 * requests of the code have `lambda:SourceFunctionArn`. To name the function would be circular, because the function depends on its role.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
function networkInterfaces(): PolicyStatement {
  return new PolicyStatement({
    actions: [
      'ec2:AssignPrivateIpAddresses',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:UnassignPrivateIpAddresses',
    ],
    resources: ['*'],
    conditions: { Null: { 'lambda:SourceFunctionArn': 'true' } },
  });
}
