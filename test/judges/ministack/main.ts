/** Deploys the synthesised templates to MiniStack, and runs the contract suite there; fails on every result that is not listed. */
import '../../setup';
import { deepStrictEqual } from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Account } from './account';
import { KNOWN_FAILURES, NOT_RUN, NOT_TAKEN } from './known';
import { startMiniStack } from './server';
import { Lifetime } from '../../../local/machine/lifetime';
import { allBut } from '../../contract/all-but';
import freshBundle from '../../fresh-bundle';
import { DeploymentName } from '../../integ/deployments';
import { run } from '../../run';
import { pythonEnvironment } from '../python';
import { addVariants, REGION } from '../variants';
import { NotesApi, NotesAuthorization } from 'cdk-notes-api';

/** A deployment for each way of identifying callers. */
const TRIED: readonly DeploymentName[] = ['notes-iam', 'notes-cognito', 'notes-custom'];

const ROOT = join(__dirname, '../../..');

async function main(): Promise<void> {
  const bin = pythonEnvironment(join(__dirname, 'requirements.txt'));
  freshBundle();
  const lifetime = new Lifetime();
  try {
    const assembly = lifetime.temporaryFolder('assembly');
    const app = new App({ outdir: assembly });
    const variants = addVariants(app);
    const { stack, notes } = patient(app);
    app.synth();
    const endpoint = await startMiniStack(bin, REGION, lifetime);
    const account = new Account(endpoint, REGION);
    await account.bootstrap(assembly);
    await deploy(account, assembly, variants);
    const { resources } = await account.createStack(stack.stackName, readFileSync(join(assembly, stack.templateFile), 'utf8'));
    const id = resources[stack.resolve(notes.api.restApiId).Ref];
    tryDeploymentKit(endpoint);
    await runSuite(`${endpoint}/_aws/execute-api/${id}/prod`, join(lifetime.temporaryFolder('suite'), 'results.json'));
  } finally {
    await lifetime.end();
  }
}

/** An open API whose functions wait for an emulator in Python, too. */
function patient(app: App): { stack: Stack; notes: NotesApi } {
  const stack = new Stack(app, 'Contract', { env: { region: REGION } });
  const notes = new NotesApi(stack, 'Notes', {
    authorization: NotesAuthorization.none(),
    functionOptions: { timeout: Duration.seconds(28) },
    timeBudget: { connectTimeout: Duration.seconds(5), requestTimeout: Duration.seconds(10), allAttempts: Duration.seconds(25) },
    throttle: { rateLimit: 10_000, burstLimit: 5_000 },
  });
  return { stack, notes };
}

/** Every stack is complete, with all of its resources, except for the listed ones. */
async function deploy(account: Account, assembly: string, stacks: readonly Stack[]): Promise<void> {
  const wrong: string[] = [];
  for (const { stackName, templateFile } of stacks) {
    const template = readFileSync(join(assembly, templateFile), 'utf8');
    const { status, resources } = await account.createStack(stackName, template);
    const missing = Object.keys(JSON.parse(template).Resources).filter((id) => !resources[id]);
    const isTaken = status === 'CREATE_COMPLETE' && missing.length === 0;
    if (isTaken === stackName in NOT_TAKEN) {
      wrong.push(`${stackName}: ${status}, without ${missing.join(', ') || 'nothing'}`);
    }
  }
  deepStrictEqual(wrong, []);
  const refused = Object.entries(NOT_TAKEN).map(([name, reason]) => `${name} (${reason})`);
  console.log(`MiniStack has ${stacks.length - refused.length} of ${stacks.length} stacks; the others: ${refused.join(', ')}`);
}

/** `integ:deploy` as a user with an AWS account starts it, but on an emulator: with the CDK's command line, signed and with tokens. */
function tryDeploymentKit(endpoint: string): void {
  const env = {
    ...process.env,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_ENDPOINT_URL: endpoint,
    AWS_PROFILE: undefined,
    AWS_REGION: REGION,
    AWS_SECRET_ACCESS_KEY: 'test',
  };
  run(ROOT, env, 'npx', 'projen', 'integ:deploy', ...TRIED, '--', 'test/contract/patch.test.ts');
  console.log(`integ:deploy passes on ${TRIED.join(', ')}`);
}

interface Results {
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly { readonly assertionResults: readonly Test[]; readonly message: string }[];
}

interface Test {
  readonly fullName: string;
  readonly status: 'passed' | 'failed' | 'pending';
  readonly failureMessages: readonly string[];
}

async function runSuite(url: string, outputFile: string): Promise<void> {
  const options = ['--ci', '--json', '--outputFile', outputFile, ...allBut(NOT_RUN.map(([, tests]) => tests))];
  const env = { ...process.env, NOTES_API_URL: url };
  await once(spawn('npx', ['jest', ...options, 'test/contract'], { cwd: ROOT, env, stdio: 'ignore' }), 'exit');
  const { testResults }: Results = JSON.parse(readFileSync(outputFile, 'utf8'));
  judge(testResults.flatMap(({ assertionResults }) => assertionResults));
}

/** A test passes if it is not listed, and fails if it is. */
function judge(tests: readonly Test[]): void {
  const ran = tests.filter(({ status }) => status !== 'pending');
  const isKnown = ({ fullName }: Test) => KNOWN_FAILURES.some(([, known]) => known.test(fullName));
  for (const { failureMessages, fullName } of ran.filter((test) => test.status === 'failed' && !isKnown(test))) {
    console.error(`failed: ${fullName}\n${failureMessages.join('\n')}\n`);
  }
  for (const { fullName } of ran.filter((test) => test.status === 'passed' && isKnown(test))) {
    console.error(`passed, although it is listed as a failure: ${fullName}`);
  }
  for (const [reason, known] of KNOWN_FAILURES) {
    const { length } = ran.filter(({ fullName }) => known.test(fullName));
    console.log(`${length} tests fail there: ${reason}`);
    if (length === 0) {
      console.error(`no test has a name with ${known}`);
      process.exitCode = 1;
    }
  }
  console.log(`${ran.filter(({ status }) => status === 'passed').length} tests pass`);
  if (ran.some((test) => (test.status === 'failed') !== isKnown(test))) {
    process.exitCode = 1;
  }
}

void main();
