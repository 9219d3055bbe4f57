import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Row, sharedBundle } from './row';
import { bundle } from '../../build/bundle';

const ROOT = join(__dirname, '..', '..');

/** The current functions of this package, from the tarball that npm would publish. */
export async function shipped(work: string): Promise<Row> {
  await bundle();
  const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', work];
  const tarball = execFileSync('npm', pack, { cwd: ROOT, encoding: 'utf8' }).trim();
  execFileSync('tar', ['-xzf', join(work, tarball), '-C', work, 'package/assets/lambda']);
  const folder = join(work, 'package', 'assets', 'lambda');
  const file = readdirSync(folder).find((name) => /^index\.m?js$/.test(name));
  if (file === undefined) {
    throw new Error('the tarball has no file index.js or index.mjs in assets/lambda');
  }
  return sharedBundle('package', folder, file);
}
