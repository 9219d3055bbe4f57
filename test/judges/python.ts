import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { cachedFolder } from './cached';
import { didNotRun } from './did-not-run';
import { run } from '../run';

/** The oldest minor version of Python 3 that all judges support. */
const OLDEST = 11;

const VERSION = `import ensurepip, sys, venv; assert sys.version_info >= (3, ${OLDEST}); print(sys.version)`;

/**
 * The `bin` folder of a Python environment with exactly the packages of a requirements file, which pins them all. Ends the process as
 * skipped if there is no suitable Python.
 */
export function pythonEnvironment(requirements: string): string {
  const { status, stdout } = spawnSync('python3', ['-c', VERSION], { encoding: 'utf8' });
  if (status !== 0) {
    didNotRun(`there is no Python from 3.${OLDEST} with venv`);
  }
  const bin = (folder: string) => join(folder, 'bin');
  return bin(cachedFolder([requirements], stdout, (folder) => {
    const install = ['install', '--quiet', '--disable-pip-version-check', '--no-deps', '--requirement', requirements];
    run(process.cwd(), process.env, 'python3', '-m', 'venv', folder);
    run(process.cwd(), process.env, join(bin(folder), 'pip'), ...install);
  }));
}
