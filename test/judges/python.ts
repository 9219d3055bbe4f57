import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { didNotRun } from './did-not-run';
import { run } from '../run';

/** Git-ignored, and as short-lived as an installation. */
const ENVIRONMENTS = join(__dirname, '../../node_modules/.cache/python');

/** The oldest minor version of Python 3 that all judges support. */
const OLDEST = 11;

/**
 * The `bin` folder of a Python environment that has exactly what is in a requirements file, which pins everything.
 * It is made once for each file's text. Ends the process as skipped where there is no Python for it.
 */
export function pythonEnvironment(requirements: string): string {
  const { status, stdout } = spawnSync('python3', ['-c', `import ensurepip, sys, venv; assert sys.version_info >= (3, ${OLDEST}); print(sys.version)`]);
  if (status !== 0) {
    didNotRun(`there is no Python from 3.${OLDEST} with venv`);
  }
  const folder = join(ENVIRONMENTS, createHash('sha256').update(stdout).update(readFileSync(requirements)).digest('hex').slice(0, 16));
  const complete = join(folder, 'complete');
  const bin = join(folder, 'bin');
  if (!existsSync(complete)) {
    rmSync(folder, { recursive: true, force: true });
    run(process.cwd(), process.env, 'python3', '-m', 'venv', folder);
    run(folder, process.env, join(bin, 'pip'), 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--requirement', requirements);
    writeFileSync(complete, '');
  }
  return bin;
}
