import { ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import freshBundle from './fresh-bundle';
// Before the workers start, because their libraries read this, too.
import './setup';

const ROOT = join(__dirname, '..');

declare global {
  var sharedApis: ChildProcess | undefined;
}

/** The test files that jest is asked to run. */
interface Run {
  readonly testPathPatterns: { readonly patterns: readonly string[] };
  readonly onlyChanged: boolean;
  readonly watch: boolean;
  readonly watchAll: boolean;
}

/** Before the tests, and in watch mode before each run of them. */
export default async function setUp({ testPathPatterns, onlyChanged, watch, watchAll }: Run): Promise<void> {
  freshBundle();
  const { patterns } = testPathPatterns;
  const runsAll = patterns.length === 0 || patterns.some((pattern) => /\bcontract\/?$/.test(pattern));
  if (!runsAll || onlyChanged || watch || watchAll) {
    return;
  }
  // For runtime.cjs.
  process.env.NOTES_SHARED_LOCAL_STACK = 'true';
  if (!process.env.NOTES_API_URL && !process.env.NOTES_DYNAMODB_ENDPOINT) {
    await startSharedApis();
  }
}

/** For a single file, they would take longer to start than its own API. */
async function startSharedApis(): Promise<void> {
  const env = { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.dev.json') };
  const child = spawn(process.execPath, ['--require', 'tsx/cjs', 'test/contract/shared-apis.ts'], {
    cwd: ROOT, env, stdio: ['pipe', 'pipe', 'inherit'],
  });
  globalThis.sharedApis = child;
  for await (const line of createInterface(child.stdout)) {
    process.env.NOTES_SHARED_APIS = line;
    return;
  }
  throw new Error('the shared APIs did not start');
}
