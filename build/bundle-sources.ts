import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const ROOT = join(__dirname, '..');

/** All inputs of the bundle: its sources, its build, and the installed packages. */
const SOURCES = ['build', 'lambda', 'src/contract', 'package.json', 'package-lock.json', 'node_modules/.package-lock.json', 'tsconfig.json'];

const BUNDLED = ['assets/lambda/index.mjs', 'assets/THIRD-PARTY-LICENSES', 'assets/sbom.cdx.json'];

/** A fingerprint of the bundle's sources. A file that is added, removed or renamed changes it. */
export const sourcesHash = (): string => hash(SOURCES);

/** A fingerprint of the bundle; undefined if there is none. */
export const bundleHash = (): string | undefined => (BUNDLED.every((path) => existsSync(join(ROOT, path))) ? hash(BUNDLED) : undefined);

function hash(paths: string[]): string {
  const digest = createHash('sha256');
  for (const file of paths.flatMap((path) => filesIn(join(ROOT, path)))) {
    digest.update(`${relative(ROOT, file)}\0`).update(createHash('sha256').update(readFileSync(file)).digest());
  }
  return digest.digest('hex');
}

function filesIn(path: string): string[] {
  // Only npm leaves a list of the installed packages.
  if (!existsSync(path)) {
    return [];
  }
  if (!statSync(path).isDirectory()) {
    return [path];
  }
  return readdirSync(path).sort().flatMap((name) => filesIn(join(path, name)));
}
