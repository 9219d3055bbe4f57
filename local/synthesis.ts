import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { CdkApp, Program, Step } from './cdk-app';
import { DEFAULT_ACCOUNT, DEFAULT_REGION } from './cloudformation/assembly';
import { Lifetime } from './machine/lifetime';

/** Set by the CDK CLI, so that resources are known by their construct paths. */
const CLI_CONTEXT = { 'aws:cdk:enable-path-metadata': true };

/** The longest context in an environment variable; Linux limits one to 128 KiB. */
const MAX_CONTEXT_BYTES = 100_000;

/** An app that does not synthesise. The message contains everything that it printed. */
export class SynthesisError extends Error {
  constructor(readonly summary: string, output: readonly string[]) {
    super([summary, ...output].join('\n'));
  }
}

/** Runs a CDK app like the CDK CLI. Resolves to the folder of the cloud assembly. */
export async function synthesize(app: CdkApp, lifetime: Lifetime, onOutput: (line: string) => void = () => undefined): Promise<string> {
  if (app.assembly !== undefined) {
    return app.assembly;
  }
  onOutput(`synthesising ${app.name}`);
  const outdir = lifetime.temporaryFolder('cdk-out');
  const env = environment(app, outdir, lifetime);
  for (const step of app.steps) {
    await run(step, app, env, lifetime, onOutput);
  }
  if (!existsSync(join(outdir, 'manifest.json'))) {
    throw new Error(`${app.name} writes no cloud assembly to CDK_OUTDIR: check that it is a CDK app and does not set "outdir"`);
  }
  return outdir;
}

function environment({ context, env }: Program, outdir: string, lifetime: Lifetime): NodeJS.ProcessEnv {
  const { AWS_DEFAULT_REGION, AWS_REGION, TSX_TSCONFIG_PATH } = process.env;
  return {
    CDK_DEFAULT_ACCOUNT: DEFAULT_ACCOUNT,
    CDK_DEFAULT_REGION: AWS_REGION || AWS_DEFAULT_REGION || DEFAULT_REGION,
    // The template validator takes much longer than the synthesis.
    CDK_VALIDATION: 'false',
    ...env,
    ...process.env,
    // Its user is in the folder of this process, which need not be that of the app.
    ...TSX_TSCONFIG_PATH && { TSX_TSCONFIG_PATH: resolve(TSX_TSCONFIG_PATH) },
    ...contextVariables(JSON.stringify({ ...CLI_CONTEXT, ...context }), lifetime),
    CDK_OUTDIR: outdir,
  };
}

function contextVariables(context: string, lifetime: Lifetime): NodeJS.ProcessEnv {
  if (Buffer.byteLength(context) <= MAX_CONTEXT_BYTES) {
    return { CDK_CONTEXT_JSON: context };
  }
  const file = join(lifetime.temporaryFolder('cdk-context'), 'context.json');
  writeFileSync(file, context);
  return { CDK_CONTEXT_JSON: '{}', CONTEXT_OVERFLOW_LOCATION_ENV: file };
}

async function run(
  step: Step,
  { folder, name }: Program,
  env: NodeJS.ProcessEnv,
  lifetime: Lifetime,
  onOutput: (line: string) => void,
): Promise<void> {
  const [command, args, shell] = typeof step === 'string' ? [step, [], true] : [step[0], step.slice(1), false];
  const child = lifetime.spawn(command, args, { cwd: folder, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: string[] = [];
  const [[status, signal]] = await Promise.all([
    once(child, 'exit').catch((error: Error) => [error.message]),
    ...[child.stdout, child.stderr].map(async (stream) => once(
      createInterface(stream as Readable).on('line', (line) => {
        output.push(line);
        onOutput(line);
      }),
      'close',
    )),
  ]);
  lifetime.assertNotOver();
  if (status !== 0) {
    const reason = signal ?? (typeof status === 'number' ? `exit status ${status}` : status);
    throw new SynthesisError(`${name} does not synthesise: ${step === name || typeof step !== 'string' ? reason : `${step}: ${reason}`}`, output);
  }
}
