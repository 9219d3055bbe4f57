import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Git-ignored, and as short-lived as an installation. */
const CACHE = join(__dirname, '../../node_modules/.cache/judges');

/** A folder that is created once for each content of these files, and each variant. */
export function cachedFolder(files: readonly string[], variant: string, make: (folder: string) => void): string {
  const hash = createHash('sha256').update(variant);
  files.forEach((file) => hash.update(readFileSync(file)));
  const folder = join(CACHE, hash.digest('hex').slice(0, 16));
  const complete = join(folder, '.complete');
  if (!existsSync(complete)) {
    rmSync(folder, { recursive: true, force: true });
    make(folder);
    writeFileSync(complete, '');
  }
  return folder;
}
