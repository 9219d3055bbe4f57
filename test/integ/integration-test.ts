import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import { deploy, DeploymentName } from './deployments';

/** The region of the snapshots; `integ:deploy` gives the context its own. */
const REGION = 'us-east-1';

/** An app of one deployment, for integ-runner and the CDK's command line. */
export function integrationTest(name: DeploymentName): void {
  const app = new App();
  const stack = new Stack(app, name, { env: { region: app.node.tryGetContext('region') ?? REGION } });
  deploy(stack, name);
  new IntegTest(app, 'IntegrationTest', { testCases: [stack] });
}
