import { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { cdkContext, nearest } from './cdk-project';
import { DEFAULT_ACCOUNT, DEFAULT_REGION } from './cloudformation/assembly';
import { Lifetime } from './machine/lifetime';

/** Runs a CDK app like the CDK CLI, with the folder and context of its `cdk.json`. Resolves to the folder of the cloud assembly. */
export async function synthesize(app: string, lifetime: Lifetime): Promise<string> {
  const file = resolve(app);
  if (!existsSync(file)) {
    throw new Error(`there is no app ${app}`);
  }
  const project = nearest('cdk.json', file);
  const typescript = nearest('tsconfig.json', file);
  const outdir = lifetime.temporaryFolder('cdk-out');
  const child = lifetime.spawn(process.execPath, ['--import', pathToFileURL(require.resolve('tsx')).href, file], {
    cwd: project,
    env: {
      CDK_DEFAULT_ACCOUNT: DEFAULT_ACCOUNT,
      CDK_DEFAULT_REGION: DEFAULT_REGION,
      // The template validator takes much longer than the synthesis.
      CDK_VALIDATION: 'false',
      ...typescript && { TSX_TSCONFIG_PATH: join(typescript, 'tsconfig.json') },
      ...project && { CDK_CONTEXT_JSON: JSON.stringify(cdkContext(project)) },
      ...process.env,
      CDK_OUTDIR: outdir,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const problem = await outcome(child);
  lifetime.assertNotOver();
  if (problem !== undefined) {
    throw new Error(`${app} does not synthesise: ${problem}`);
  }
  if (!existsSync(join(outdir, 'manifest.json'))) {
    throw new Error(`${app} writes no cloud assembly to CDK_OUTDIR: check that it is a CDK app and does not set "outdir"`);
  }
  return outdir;
}

/** The formats in which Node.js prints an error: a CDK error that lists others, another CDK error, any other error. */
const THROWN = [
  /^\[?«\w+» .+ following errors:\n\s*(.+?)\]?$/m,
  /^\[?«\w+» (.+?)\]?$/m,
  /^(?:[\w.$]*(?:Error|Exception))(?: \[[^\]]*\])?: (.+)$/m,
];

/** Resolves to the app's error message; undefined if it succeeded. */
async function outcome(child: ChildProcess): Promise<string | undefined> {
  const [stderr, [status]] = await Promise.all([text(child.stderr!), once(child, 'exit')]);
  if (status === 0) {
    return undefined;
  }
  const thrown = THROWN.map((pattern) => pattern.exec(stderr)?.[1]).find(Boolean);
  const lines = stderr.split('\n').filter((line) => line.trim() && !/^(?:Node\.js v[\d.]+$|\(Use `node )/.test(line));
  return thrown ?? lines.at(-1) ?? `exit status ${status}`;
}
