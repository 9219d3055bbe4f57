import { Aws, Fn, Stack } from 'aws-cdk-lib';
import { CfnDeployment, CfnMethod, CfnResource, CfnRestApi, CfnStage } from 'aws-cdk-lib/aws-apigateway';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Sources } from './row';
import { SERVICE, ServiceFunction } from './service';

/** The least that the CDK can be made to do: CloudFormation's resources one by one, and code that is bundled already. */
export function bareResources(stack: Stack, { bundle }: Sources): void {
  const table = new CfnTable(stack, 'Table', {
    attributeDefinitions: [{ attributeName: 'PK', attributeType: 'S' }, { attributeName: 'SK', attributeType: 'S' }],
    keySchema: [{ attributeName: 'PK', keyType: 'HASH' }, { attributeName: 'SK', keyType: 'RANGE' }],
    billingMode: 'PAY_PER_REQUEST',
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
  });
  const api = new CfnRestApi(stack, 'Api', { name: 'Notes' });
  const resourceIds: Record<string, string> = { '': api.attrRootResourceId };
  const resourceAt = (path: string): string => {
    const end = path.lastIndexOf('/');
    return resourceIds[path] ??= new CfnResource(stack, path, {
      restApiId: api.ref, parentId: resourceAt(path.slice(0, end)), pathPart: path.slice(end + 1),
    }).ref;
  };

  const code = new Asset(stack, 'Code', { path: bundle });
  const deployment = new CfnDeployment(stack, 'Deployment', { restApiId: api.ref });
  for (const operation of SERVICE) {
    const lambda = bareFunction(stack, operation, table, code);
    new CfnPermission(stack, `${operation.handler}Permission`, {
      action: 'lambda:InvokeFunction',
      functionName: lambda.ref,
      principal: 'apigateway.amazonaws.com',
      sourceArn: Fn.join('', ['arn:', Aws.PARTITION, ':execute-api:', Aws.REGION, ':', Aws.ACCOUNT_ID, ':', api.ref, '/*/*/*']),
    });
    for (const { method: httpMethod, path } of operation.routes) {
      deployment.addDependency(
        new CfnMethod(stack, `${httpMethod}${path}`, {
          restApiId: api.ref,
          resourceId: resourceAt(path),
          httpMethod,
          authorizationType: 'AWS_IAM',
          integration: {
            type: 'AWS_PROXY',
            integrationHttpMethod: 'POST',
            uri: Fn.join('', [
              'arn:', Aws.PARTITION, ':apigateway:', Aws.REGION, ':lambda:path/2015-03-31/functions/', lambda.attrArn, '/invocations',
            ]),
          },
        }),
      );
    }
  }
  new CfnStage(stack, 'Stage', { restApiId: api.ref, deploymentId: deployment.ref, stageName: 'prod' });
}

function bareFunction(stack: Stack, { handler, action }: ServiceFunction, table: CfnTable, code: Asset): CfnFunction {
  const role = new CfnRole(stack, `${handler}Role`, {
    assumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    managedPolicyArns: [Fn.join('', ['arn:', Aws.PARTITION, ':iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'])],
    policies: [{
      policyName: 'Table',
      policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: table.attrArn }] },
    }],
  });
  return new CfnFunction(stack, handler, {
    code: { s3Bucket: code.s3BucketName, s3Key: code.s3ObjectKey },
    handler: `index.${handler}`,
    role: role.attrArn,
    runtime: 'nodejs24.x',
    environment: { variables: { TABLE_NAME: table.ref } },
  });
}
