import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Consumer } from './consumer';
import type { ProgramOptions } from './program';
import { resourceCount } from './resource-count';
import { RowName } from './rows/names';
import { Usage } from './usage';
import { cores, onCore } from '../cores';

export interface Synthesis {
  readonly instances: number;
  /** Whether the CDK validates the templates, which it does by default. */
  readonly validation: boolean;
}

export interface Measurement {
  readonly resources: number;
  /** The whole process. */
  readonly whole: Usage;
  /** The process without the start of Node.js and `aws-cdk-lib`. */
  readonly synth: Usage;
}

/** Synthesises in a process of its own, into a new folder. */
export function measure({ folder, program, handlers, bundle }: Consumer, row: RowName, { instances, validation }: Synthesis): Measurement {
  const outdir = mkdtempSync(join(folder, 'cdk.out-'));
  const options: ProgramOptions = { row, instances, outdir, handlers, bundle };
  const [command, ...args] = onCore(cores().at(-1), process.execPath, program, JSON.stringify(options));
  const env = { ...process.env, CDK_VALIDATION: `${validation}` };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, env, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`the synthesis of ${instances} ${row} ended with ${status}:\n${stderr}`);
  }
  const resources = resourceCount(outdir);
  rmSync(outdir, { recursive: true });
  return { ...JSON.parse(stdout), resources };
}
