import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, BuildOptions, LogLevel } from 'esbuild';
import { builtins } from './builtins';
import { bundleHash, sourcesHash } from './bundle-sources';
import { bundledPackages, licenceList } from './licences';
import { billOfMaterials } from './sbom';
import { unusedParts } from './unused-parts';

const ROOT = join(__dirname, '..');
const ASSETS = join(ROOT, 'assets');
const CACHE = join(ROOT, 'node_modules', '.cache');
/** The fingerprint of the sources of the bundle. */
const STAMP = join(CACHE, 'cdk-notes-api-bundle.json');

/** The options for bundling the functions: one file with an export for each operation, the same bytes on every machine. */
export const BUNDLING = {
  absWorkingDir: ROOT,
  entryPoints: ['lambda/index.mts'],
  outfile: 'assets/lambda/index.mjs',
  write: false,
  bundle: true,
  minify: true,
  platform: 'node',
  // An ES module can await the warm-up before the function counts as started.
  format: 'esm',
  // The oldest Node.js that the local stack may run the functions on; Lambda has a newer one.
  target: 'node20',
  // ES modules first: unlike CommonJS, their unused parts are left out.
  mainFields: ['module', 'main'],
  plugins: [unusedParts, builtins],
  legalComments: 'none',
  metafile: true,
} satisfies BuildOptions;

/** Bundles the functions, with the licences and the bill of materials of all packages in the bundle. */
export async function bundle(logLevel: LogLevel = 'warning'): Promise<void> {
  // Before the files are read: an edit in the meantime is not in the bundle.
  const sources = sourcesHash();
  const { metafile, outputFiles } = await build({ ...BUNDLING, logLevel });
  const folder = join(ASSETS, 'lambda');
  await mkdir(folder, { recursive: true });
  await replace(join(folder, 'index.mjs'), outputFiles[0].contents);
  await Promise.all(
    (await readdir(folder)).filter((name) => name !== 'index.mjs').map(async (name) => rm(join(folder, name), { recursive: true })),
  );
  const packages = bundledPackages(ROOT, metafile);
  await replace(join(ASSETS, 'THIRD-PARTY-LICENSES'), licenceList('The functions of cdk-notes-api contain code of these packages.', packages));
  const library = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  await replace(join(ASSETS, 'sbom.cdx.json'), billOfMaterials(library, packages.map((one) => ({ ...one, bundled: true }))));
  await replace(STAMP, JSON.stringify({ sources, bundle: bundleHash() }));
}

/** Whether the bundle exists and is up to date with its sources. */
export function isBundled(): boolean {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === JSON.stringify({ sources: sourcesHash(), bundle: bundleHash() });
}

/** In one step and only when it changes, because a synthesis may be reading the folder. */
async function replace(path: string, content: string | Uint8Array): Promise<void> {
  if (existsSync(path) && readFileSync(path).equals(Buffer.from(content))) {
    return;
  }
  const next = join(CACHE, `${basename(path)}.${process.pid}`);
  await mkdir(CACHE, { recursive: true });
  await writeFile(next, content);
  await rename(next, path);
}

if (require.main === module && !isBundled()) {
  bundle().catch(({ message }: Error) => {
    console.error(message);
    process.exitCode = 1;
  });
}
