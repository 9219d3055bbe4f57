import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { unzipSync } from 'fflate';
import { run } from '../run';

export const ROOT = join(__dirname, '..', '..');
export const DIST = join(ROOT, 'dist');

/** The files in dist/ below a folder. */
export function filesIn(folder: string): string[] {
  return readdirSync(join(DIST, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(DIST, folder), join(entry.parentPath, entry.name)))
    .sort();
}

/** The content of a wheel or a jar, by path. */
export function zipped(file: string): Record<string, Buffer> {
  return Object.fromEntries(Object.entries(unzipSync(readFileSync(join(DIST, file)))).map(([path, bytes]) => [path, Buffer.from(bytes)]));
}

/** A file of an npm package. */
export function packed(tarball: string, file: string): string {
  return run(DIST, process.env, 'tar', '-xzOf', tarball, `package/${file}`);
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
