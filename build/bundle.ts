import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, LogLevel } from 'esbuild';
import { bundledPackages, licenceList } from './licences';

const ROOT = join(__dirname, '..');
const ASSETS = join(ROOT, 'assets');

/** Bundles the functions: one file with an export for each operation, the same bytes wherever it is built. */
export async function bundle(logLevel: LogLevel = 'warning'): Promise<void> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['lambda/index.ts'],
    outfile: 'assets/lambda/index.js',
    write: false,
    bundle: true,
    minify: true,
    platform: 'node',
    // The oldest Node.js that the local stack may run the functions on; Lambda has a newer one.
    target: 'node20',
    // ES modules first: unlike CommonJS, what is not used of them is left out.
    mainFields: ['module', 'main'],
    legalComments: 'none',
    metafile: true,
    logLevel,
  });
  await mkdir(join(ASSETS, 'lambda'), { recursive: true });
  await replace(join(ASSETS, 'lambda', 'index.js'), outputFiles[0].contents);
  await replace(join(ASSETS, 'THIRD-PARTY-LICENSES'), licenceList(bundledPackages(ROOT, metafile)));
}

/** At once, for a synthesis may be reading it. */
async function replace(path: string, content: string | Uint8Array): Promise<void> {
  const next = `${path}.${process.pid}`;
  await writeFile(next, content);
  await rename(next, path);
}

if (require.main === module) {
  bundle().catch(({ message }: Error) => {
    console.error(message);
    process.exitCode = 1;
  });
}
