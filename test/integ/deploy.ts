/**
 * Deploys the integration tests with the CDK's command line, runs the contract suite on each, and deletes it again. Takes names of
 * deployments (default: all), and after `--` test files (default: the whole suite).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { deploymentsAndFiles } from './arguments';
import { Account, callersOf } from './callers';
import { DeploymentName } from './deployments';
import { OUTPUTS } from './outputs';
import { runContractSuite } from './suite';
import freshBundle from '../fresh-bundle';

const ROOT = join(__dirname, '../..');

async function main(arguments_: readonly string[]): Promise<void> {
  const { files, names } = deploymentsAndFiles(arguments_);
  const account = await accountOfEnvironment();
  freshBundle();
  const interruption = new AbortController();
  // Running commands get the signal, too; then the stack is deleted.
  process.on('SIGINT', () => interruption.abort());
  for (const name of names) {
    if (!interruption.signal.aborted && !await passes(name, account, files)) {
      console.error(`${name} failed`);
      process.exitCode = 1;
    }
  }
  process.exitCode ||= interruption.signal.aborted ? 1 : 0;
}

/** Credentials and region as the CDK's command line finds them. */
async function accountOfEnvironment(): Promise<Account> {
  const { config } = new DynamoDBClient({});
  const [keys, region] = await Promise.all([config.credentials(), config.region()]);
  return { keys, region, endpoint: process.env.AWS_ENDPOINT_URL };
}

async function passes(name: DeploymentName, account: Account, files: readonly string[]): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  const outputsFile = join(folder, 'outputs.json');
  const app = `node --require tsx/cjs test/integ/integ.${name}.ts`;
  const assembly = join(folder, 'cdk.out');
  try {
    await cdk(account, 'deploy', name, '--app', app, '--output', assembly, '--require-approval', 'never', '--outputs-file', outputsFile);
    const outputs: Record<string, string> = JSON.parse(readFileSync(outputsFile, 'utf8'))[name];
    return await runContractSuite(name, reachable(outputs[OUTPUTS.url], account), await callersOf(name, outputs, account, folder), files);
  } catch (error) {
    console.error(error);
    return false;
  } finally {
    // Including the remains of a failed deployment.
    await cdk(account, 'destroy', name, '--app', assembly, '--force');
    rmSync(folder, { recursive: true });
  }
}

async function cdk({ region }: Account, ...arguments_: string[]): Promise<void> {
  const env = { ...process.env, AWS_REGION: region, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.dev.json') };
  const child = spawn('npx', ['cdk', ...arguments_, '--context', `region=${region}`, '--ci', '--progress', 'events', '--no-notices'], {
    cwd: ROOT, env, stdio: 'inherit',
  });
  const [status] = await once(child, 'exit');
  if (status !== 0) {
    throw new Error(`cdk ${arguments_[0]} ended with ${status}`);
  }
}

/** An emulator of AWS serves every API below its own address. */
function reachable(url: string, { endpoint }: Account): string {
  const { hostname, pathname } = new URL(url);
  return endpoint ? `${endpoint}/_aws/execute-api/${hostname.split('.')[0]}${pathname}` : url;
}

main(process.argv.slice(2)).catch(({ message }: Error) => {
  console.error(message);
  process.exitCode = 1;
});
