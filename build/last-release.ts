import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');

/** The tag of the newest release that is an ancestor of this commit. */
export function lastRelease(root = ROOT): string | undefined {
  const tags = execFileSync('git', ['tag', '--merged', 'HEAD', '--list', 'v[0-9]*', '--sort=-version:refname'], { cwd: root, encoding: 'utf8' });
  return tags.split('\n').find((tag) => /^v\d+\.\d+\.\d+$/.test(tag));
}
