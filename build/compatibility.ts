import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { lastRelease } from './last-release';
import { inClone } from './linked-clone';

const ROOT = join(__dirname, '..');

/** Compares the public API, as it was compiled here, with that of the last release. */
async function compare(): Promise<void> {
  const tag = lastRelease();
  if (!tag) {
    console.log('There is no release yet: the public API has nothing to be compared with.');
    return;
  }
  console.log(`Comparing the public API with that of ${tag}`);
  await inClone(tag, (released) => {
    execFileSync('npx', ['projen', 'compile'], { cwd: released, stdio: ['ignore', 'ignore', 'inherit'] });
    // The stability of the package is "experimental" until 1.0, and its promises are the same.
    execFileSync('npx', ['jsii-diff', released, ROOT, '--keys', '--error-on', 'all', '--ignore-file', '.compatignore'], { cwd: ROOT, stdio: 'inherit' });
  });
  console.log('Nothing in it breaks users.');
}

compare().catch(({ message }: Error) => {
  console.error(message);
  process.exitCode = 1;
});
