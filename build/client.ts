import { execFileSync } from 'node:child_process';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(__dirname, '..');
const SOURCES = join(ROOT, 'client');

/** The package, ready to be packed. */
export const CLIENT = join(ROOT, 'node_modules', '.cache', 'cdk-notes-api-client');

/** The fields that depend on where the package's files are. */
const LAYOUT = {
  exports: {
    '.': { types: './index.d.ts', default: './index.js' },
    './package.json': './package.json',
  },
  types: './index.d.ts',
};

/** Builds the package of the client: one file of JavaScript, types, licence. */
export async function buildClient(): Promise<void> {
  await rm(CLIENT, { recursive: true, force: true });
  await build({
    entryPoints: [join(SOURCES, 'index.ts')],
    outfile: join(CLIENT, 'index.js'),
    bundle: true,
    format: 'esm',
    // Works with every bundler and every supported Node.js.
    target: 'es2022',
  });
  await writeTypes();
  for (const [file, folder] of [['README.md', SOURCES], ['LICENSE', ROOT]]) {
    await cp(join(folder, file), join(CLIENT, file));
  }
  await writeManifest();
}

async function writeTypes(): Promise<void> {
  execFileSync(process.execPath, [
    join(ROOT, 'node_modules/typescript-7/bin/tsc'), '-p', join(__dirname, 'client.tsconfig.json'), '--outDir', CLIENT,
  ], { stdio: 'inherit' });
  for (const file of (await readdir(CLIENT)).filter((name) => name.endsWith('.d.ts'))) {
    const types = await readFile(join(CLIENT, file), 'utf8');
    // The compiler rewrites these in JavaScript only.
    await writeFile(join(CLIENT, file), types.replace(/ from '(\.\/[\w-]+)\.ts';$/gm, " from '$1.js';"));
  }
}

/** The manifest of the workspace, with the version of the library. */
async function writeManifest(): Promise<void> {
  const { private: _private, '//': _comment, ...manifest } = await readJson(join(SOURCES, 'package.json'));
  const { author, bugs, engines, homepage, repository, version } = await readJson(join(ROOT, 'package.json'));
  await writeFile(join(CLIENT, 'package.json'), `${JSON.stringify({
    ...manifest, version, author, bugs, homepage, repository: { ...repository, directory: 'client' }, engines, sideEffects: false, ...LAYOUT,
  }, null, 2)}\n`);
}

async function readJson(path: string): Promise<Record<string, any>> {
  return JSON.parse(await readFile(path, 'utf8'));
}

if (require.main === module) {
  buildClient().catch(({ message }: Error) => {
    console.error(message);
    process.exitCode = 1;
  });
}
