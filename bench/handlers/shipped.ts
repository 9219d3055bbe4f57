import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Row, sharedBundle } from './row';

const ROOT = join(__dirname, '..', '..');

/** This package's functions, out of the tarball that npm would publish. */
export function shipped(work: string): Row {
  const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', work];
  const tarball = execFileSync('npm', pack, { cwd: ROOT, encoding: 'utf8' }).trim();
  execFileSync('tar', ['-xzf', tarball, 'package/assets/lambda'], { cwd: work });
  const folder = join(work, 'package', 'assets', 'lambda');
  const [file] = readdirSync(folder).filter((name) => /^index\.m?js$/.test(name));
  return sharedBundle('package', folder, file);
}
