import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const ROOT = join(__dirname, '..');

/** All that decides what the bundle is: what it is made of, how, and the packages as they are installed. */
const SOURCES = ['build', 'lambda', 'src/contract', 'package-lock.json', 'node_modules/.package-lock.json', 'tsconfig.json'];

const BUNDLED = ['assets/lambda/index.mjs', 'assets/THIRD-PARTY-LICENSES'];

/** One text for the bundle's sources as they are; a file more, fewer or with another name makes another. */
export const sourcesHash = (): string => hash(SOURCES);

/** One text for the bundle as it is; undefined without one. */
export const bundleHash = (): string | undefined => (BUNDLED.every((path) => existsSync(join(ROOT, path))) ? hash(BUNDLED) : undefined);

function hash(paths: string[]): string {
  const digest = createHash('sha256');
  for (const file of paths.flatMap((path) => filesIn(join(ROOT, path)))) {
    digest.update(`${relative(ROOT, file)}\0`).update(createHash('sha256').update(readFileSync(file)).digest());
  }
  return digest.digest('hex');
}

function filesIn(path: string): string[] {
  // Only npm leaves a list of what it has installed.
  if (!existsSync(path)) {
    return [];
  }
  if (!statSync(path).isDirectory()) {
    return [path];
  }
  return readdirSync(path).sort().flatMap((name) => filesIn(join(path, name)));
}
