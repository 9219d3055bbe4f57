import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Environment } from './environment';
import { Invocation } from './events';
import { FunctionCode } from './row';
import { onCore } from '../cores';

const BOOTSTRAP = join(__dirname, 'bootstrap.mjs');

/** The numbers of invocations after the first one: early, unmeasured and warm. */
export interface Invocations {
  readonly early: number;
  readonly settling: number;
  readonly warm: number;
}

const INVOCATIONS: Invocations = { early: 19, settling: 300, warm: 300 };

/** The time in milliseconds after which a process counts as hung. */
const TIMEOUT = 60_000;

export interface Probe {
  /** The Node.js that runs the function. */
  readonly node: string;
  readonly core?: number;
  readonly code: FunctionCode;
  readonly invocation: Invocation;
  readonly environment: Environment;
  readonly invocations?: Invocations;
}

/** The figures of one process: processor time in microseconds, for one invocation except in `load`, and its final memory in bytes. */
export interface Sample {
  readonly load: number;
  readonly first: number;
  readonly early: number;
  readonly warm: number;
  readonly rss: number;
  /** Until the last invocation. */
  readonly answer: { readonly statusCode: number; readonly body?: string };
}

/** Runs a function in a fresh process; fails on an unexpected answer. */
export async function probe({ node, core, code, invocation, environment, invocations = INVOCATIONS }: Probe): Promise<Sample> {
  const task = { file: join(code.folder, code.file), exportName: code.exportName, ...invocation, invocations };
  const [command, ...args] = onCore(core, node, BOOTSTRAP, JSON.stringify(task));
  const env = { ...environment, LAMBDA_TASK_ROOT: code.folder };
  const { stdout } = await promisify(execFile)(command, args, { env, timeout: TIMEOUT });
  return JSON.parse(stdout);
}
