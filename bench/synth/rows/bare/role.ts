import { Stack } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';

interface Statement {
  readonly Effect: 'Allow';
  readonly Action: string | string[];
  readonly Resource: string | string[];
}

export const allow = (action: string | string[], resource: string | string[]): Statement =>
  ({ Effect: 'Allow', Action: action, Resource: resource });

/** A role of a service, with its permissions in it. */
export function bareRole(stack: Stack, id: string, service: string, policyName: string, statements: Statement[]): CfnRole {
  return new CfnRole(stack, id, {
    assumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    },
    policies: [{ policyName, policyDocument: { Version: '2012-10-17', Statement: statements } }],
  });
}
