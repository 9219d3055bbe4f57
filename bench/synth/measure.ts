import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Consumer } from './consumer';
import type { ProgramOptions } from './program';
import { resourceCount } from './resources';
import { RowName } from './rows/names';
import { Usage } from './usage';

/** Makes a process stay on one core, where the machine can do that. */
const PINNED = spawnSync('taskset', ['--version']).status === 0 ? ['taskset', '--cpu-list', '0'] : [];

export interface Synthesis {
  readonly instances: number;
  /** Whether the CDK checks the templates, as it does unless it is told not to. */
  readonly validation: boolean;
}

export interface Measurement {
  readonly resources: number;
  /** The process from its beginning. */
  readonly whole: Usage;
  /** Without Node.js and `aws-cdk-lib` starting. */
  readonly synth: Usage;
}

/** Synthesises in a process of its own, into a new folder. */
export function measure({ folder, program, handlers, bundle }: Consumer, row: RowName, { instances, validation }: Synthesis): Measurement {
  const outdir = mkdtempSync(join(tmpdir(), 'notes-bench-out-'));
  try {
    const options: ProgramOptions = { row, instances, outdir, handlers, bundle };
    const [command, ...args] = [...PINNED, process.execPath, program, JSON.stringify(options)];
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: folder,
      env: { ...process.env, CDK_VALIDATION: `${validation}` },
      encoding: 'utf8',
    });
    if (status !== 0) {
      throw new Error(`the synthesis of ${instances} ${row} ended with ${status}:\n${stderr}`);
    }
    return { ...JSON.parse(stdout), resources: resourceCount(outdir) };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
