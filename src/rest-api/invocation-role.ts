import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/**
 * The role with which API Gateway invokes the functions. Without it, each route would need a permission on its function.
 *
 * Its trust has no condition, because API Gateway sets neither `aws:SourceArn` nor `aws:SourceAccount` when it assumes the role of an
 * integration.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html
 */
export function invocationRole(scope: Construct, functions: IFunction[]): Role {
  // Sorted as the CDK does with its flag for minimized policies, so that the template is the same with and without it.
  const resources = [...functions]
    .sort(({ node: one }, { node: other }) => (one.path < other.path ? -1 : 1))
    .map(({ functionArn }) => functionArn);
  // Inline, so that the role and its permissions are one resource and never exist apart.
  return new Role(scope, 'InvocationRole', {
    assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
    inlinePolicies: {
      Operations: new PolicyDocument({ statements: [new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources })] }),
    },
  });
}
