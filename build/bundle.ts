import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, LogLevel } from 'esbuild';
import { bundledPackages, licenceList } from './licences';

const ROOT = join(__dirname, '..');
const ASSETS = join(ROOT, 'assets');
const CACHE = join(ROOT, 'node_modules', '.cache');

/** Packages that the SDK imports and the functions never use, and what stands in for them. */
const ALIASES = {
  '@aws-sdk/credential-provider-node': 'lambda/dynamodb/no-credential-chain.ts',
};

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
    alias: Object.fromEntries(Object.entries(ALIASES).map(([name, file]) => [name, join(ROOT, file)])),
    legalComments: 'none',
    metafile: true,
    logLevel,
  });
  const idle = Object.entries(ALIASES).find(([, file]) => !(file in metafile.inputs));
  if (idle) {
    throw new Error(`the alias of ${idle[0]} matches nothing any more: remove it`);
  }
  await mkdir(join(ASSETS, 'lambda'), { recursive: true });
  await replace(join(ASSETS, 'lambda', 'index.js'), outputFiles[0].contents);
  await replace(join(ASSETS, 'THIRD-PARTY-LICENSES'), licenceList(bundledPackages(ROOT, metafile)));
}

/** At once and only when it changes, for a synthesis may be reading the folder. */
async function replace(path: string, content: string | Uint8Array): Promise<void> {
  if (existsSync(path) && readFileSync(path).equals(Buffer.from(content))) {
    return;
  }
  const next = join(CACHE, `${basename(path)}.${process.pid}`);
  await mkdir(CACHE, { recursive: true });
  await writeFile(next, content);
  await rename(next, path);
}

if (require.main === module) {
  bundle().catch(({ message }: Error) => {
    console.error(message);
    process.exitCode = 1;
  });
}
