import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, Metafile } from 'esbuild';
import { zipSync } from 'fflate';
import { BUNDLING } from './bundle';
import { packageFolder } from './licences';

export interface BundleSize {
  /** The size of the file that the functions run, in bytes. */
  readonly minified: number;
  /** The size of the archive that Lambda loads, in bytes. */
  readonly zipped: number;
  /** Minified bytes by package; the functions' own are under the package's own name. */
  readonly packages: Readonly<Record<string, number>>;
}

/** The file with the recorded size of the bundle, and its packages. */
export const BUDGET = join(__dirname, 'bundle-size.json');

/** The date of the file in the archive. */
const DATE = new Date('2000-01-01T00:00:00');

export async function bundleSize(): Promise<BundleSize> {
  const { metafile, outputFiles: [{ contents }] } = await build(BUNDLING);
  const zipped = zipSync({ 'index.mjs': contents }, { level: 9, mtime: DATE }).length;
  return { minified: contents.length, zipped, packages: sizes(metafile) };
}

function sizes({ outputs }: Metafile): Record<string, number> {
  const packages: Record<string, number> = {};
  for (const { inputs } of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const name = packageFolder(path)?.replace(/^.*node_modules\//, '') ?? 'cdk-notes-api';
      packages[name] = (packages[name] ?? 0) + bytesInOutput;
    }
  }
  return Object.fromEntries(Object.entries(packages).filter(([, bytes]) => bytes > 0).sort(([one], [other]) => (one < other ? -1 : 1)));
}

if (require.main === module) {
  bundleSize().then((size) => writeFileSync(BUDGET, `${JSON.stringify(size, null, 2)}\n`)).catch(({ message }: Error) => {
    console.error(message);
    process.exitCode = 1;
  });
}
