import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cachedFolder } from './cached';
import { run } from '../run';

const MANIFESTS = ['package.json', 'package-lock.json'];

/** A folder with the packages that the lock of a folder pins. The packages of the project are not in it. */
export function npmEnvironment(folder: string): string {
  return cachedFolder(MANIFESTS.map((name) => join(folder, name)), process.version, (installed) => {
    mkdirSync(installed, { recursive: true });
    MANIFESTS.forEach((name) => cpSync(join(folder, name), join(installed, name)));
    run(installed, process.env, 'npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund');
  });
}
