import { APIGATEWAY_AUTHORIZER_CHANGE_DEPLOYMENT_LOGICAL_ID } from 'aws-cdk-lib/cx-api';
import { Construct } from 'constructs';

/** The CDK adds an authorizer to the logical id of a deployment only with this flag: the id is the same whatever the app sets. */
const NEEDED_FLAGS = [APIGATEWAY_AUTHORIZER_CHANGE_DEPLOYMENT_LOGICAL_ID];

/**
 * Turns on the CDK feature flags that the construct's subtree relies on, whatever the app sets.
 * Call it before the construct has children.
 */
export function turnOnNeededFlags(scope: Construct): void {
  for (const flag of NEEDED_FLAGS) {
    scope.node.setContext(flag, true);
  }
}
