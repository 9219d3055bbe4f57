/**
 * Runs the contract suite on the deployments as the local stack serves them: signed, and with tokens. Takes names of deployments (default:
 * all), and after `--` test files (default: the whole suite).
 */
import '../setup';
import { App, Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { deploymentsAndFiles } from './arguments';
import { customTokens, signedBy, USERS, withTokens } from './callers';
import { deploy, DeploymentName, DEPLOYMENTS } from './deployments';
import { OUTPUTS } from './outputs';
import { runContractSuite } from './suite';
import { LocalStack } from '../../local/local-stack';
import { Lifetime } from '../../local/machine/lifetime';
import freshBundle from '../fresh-bundle';

const REGION = 'us-east-1';

async function main(arguments_: readonly string[]): Promise<void> {
  const { files, names } = deploymentsAndFiles(arguments_);
  freshBundle();
  for (const name of names) {
    if (!await passes(name, files)) {
      console.error(`${name} failed`);
      process.exitCode = 1;
    }
  }
}

async function passes(name: DeploymentName, files: readonly string[]): Promise<boolean> {
  const lifetime = new Lifetime();
  try {
    const assembly = lifetime.temporaryFolder('assembly');
    const app = new App({ outdir: assembly });
    const stack = new Stack(app, name, { env: { region: REGION } });
    const notes = deploy(stack, name);
    if (DEPLOYMENTS[name].callers === 'iam') {
      notes.grants.invoke(new Role(stack, 'Caller', { assumedBy: new AccountRootPrincipal() }));
    }
    app.synth();
    const running = await LocalStack.start({ assembly, lifetime });
    const outputs = Object.fromEntries(running.outputs.map(({ logicalId, value }) => [logicalId, value]));
    const callers = await callersOn(running, name, outputs, lifetime.temporaryFolder('callers'));
    return await runContractSuite(name, outputs[OUTPUTS.url], callers, files);
  } finally {
    await lifetime.end();
  }
}

async function callersOn(running: LocalStack, name: DeploymentName, outputs: Record<string, string>, folder: string) {
  switch (DEPLOYMENTS[name].callers) {
    case 'iam':
      return signedBy(running.issueCredentials({}), REGION);
    case 'cognito':
      return withTokens(new Map(await Promise.all(Array.from({ length: USERS }, async (): Promise<[string, string]> => {
        const sub = crypto.randomUUID();
        return [sub, `Bearer ${await running.issueToken({ sub, username: sub })}`];
      }))), folder);
    case 'custom':
      return withTokens(customTokens(outputs[OUTPUTS.tokenSecret]), folder);
  }
}

main(process.argv.slice(2)).catch(({ message }: Error) => {
  console.error(message);
  process.exitCode = 1;
});
