import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { foldersOf, Row } from './row';

/** A fixed date, so that the same files give the same bytes. */
const DATE = new Date(2000, 0, 1);

/** The size in bytes of the deployment packages of a row. */
export const zippedBytes = (row: Row): number => foldersOf(row).reduce((sum, folder) => sum + zip(folder).length, 0);

function zip(folder: string): Uint8Array {
  const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]);
  return zipSync(Object.fromEntries(files), { level: 9, mtime: DATE });
}
