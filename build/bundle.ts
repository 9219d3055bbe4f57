import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundledPackages, licenceList } from './licences';

const ROOT = join(__dirname, '..');
const ASSETS = join(ROOT, 'assets');

/** Bundles the functions: one file with an export for each operation, the same bytes wherever it is built. */
export async function bundle(): Promise<void> {
  await rm(ASSETS, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['lambda/index.ts'],
    outfile: 'assets/lambda/index.js',
    bundle: true,
    minify: true,
    platform: 'node',
    // The oldest Node.js that the local stack may run the functions on; Lambda has a newer one.
    target: 'node20',
    // ES modules first: unlike CommonJS, what is not used of them is left out.
    mainFields: ['module', 'main'],
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  await writeFile(join(ASSETS, 'THIRD-PARTY-LICENSES'), licenceList(bundledPackages(ROOT, metafile)));
}

if (require.main === module) {
  void bundle();
}
