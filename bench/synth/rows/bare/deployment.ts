import { createHash } from 'node:crypto';
import { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnDeployment, CfnRestApi, CfnStage } from 'aws-cdk-lib/aws-apigateway';
import { DEFAULT_STAGE } from '../../../../src/contract/stage';

/**
 * A stage with a deployment that is replaced when the API or one of its resources changes: CloudFormation never deploys the same one twice.
 */
export function deploy(stack: Stack, api: CfnRestApi, resources: CfnResource[]): void {
  const deployment = new CfnDeployment(stack, 'Deployment', { restApiId: api.ref, description: 'Notes API' });
  deployment.addMetadata('aws:cdk:do-not-refactor', true);
  for (const resource of resources) {
    deployment.addDependency(resource);
  }
  deployment.overrideLogicalId(`Deployment${hash(stack, [api, ...resources])}`);
  new CfnStage(stack, 'Stage', {
    restApiId: api.ref,
    deploymentId: deployment.ref,
    stageName: DEFAULT_STAGE,
    methodSettings: [{
      cachingEnabled: false, dataTraceEnabled: false, httpMethod: '*', resourcePath: '/*', throttlingBurstLimit: 200, throttlingRateLimit: 100,
    }],
  });
}

/** The hash of the resources as they are in the template. */
function hash(stack: Stack, resources: CfnResource[]): string {
  const contents = stack.resolve(resources.map((resource) => (resource as unknown as Rendering)._toCloudFormation()));
  return createHash('sha256').update(JSON.stringify(contents)).digest('hex').slice(0, 32);
}

/** The CDK's own renderer. */
interface Rendering {
  _toCloudFormation(): object;
}
