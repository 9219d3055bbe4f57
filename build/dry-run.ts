import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { inClone } from './linked-clone';

const DIST = join(__dirname, '..', 'dist');

/** Runs every step of a release except publishing, on a copy of the last commit, and puts the packages into dist/. */
async function dryRun(): Promise<void> {
  await inClone('HEAD', (clone) => {
    execFileSync('npx', ['projen', 'release'], { cwd: clone, stdio: 'inherit' });
    const changed = execFileSync('git', ['status', '--porcelain', '--untracked-files=all'], { cwd: clone, encoding: 'utf8' });
    if (changed) {
      throw new Error(`The release changed files or left some behind:\n${changed}`);
    }
    rmSync(DIST, { recursive: true, force: true });
    cpSync(join(clone, 'dist'), DIST, { recursive: true });
  });
  console.log(`\nVersion ${readFileSync(join(DIST, 'version.txt'), 'utf8')}; nothing was published. In dist/:`);
  for (const file of packages()) {
    console.log(`${String(Math.ceil(statSync(join(DIST, file)).size / 1000)).padStart(8)} kB  ${file}`);
  }
}

/** The packages that users would install. */
function packages(): string[] {
  return readdirSync(DIST, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(tgz|whl|gz|jar|nupkg|json|mod)$/.test(entry.name))
    .map((entry) => relative(DIST, join(entry.parentPath, entry.name)))
    .filter((file) => !/^dotnet\/.*\.tgz$/.test(file))
    .sort();
}

dryRun().catch(({ message }: Error) => {
  console.error(message);
  process.exitCode = 1;
});
