import { execFileSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, relative } from 'node:path';
import { build, Plugin } from 'esbuild';
import { installedWith, Lock } from './installed';
import { BundledPackage, bundledPackages, licenceList, packageFolder, readPackage } from './licences';
import { billOfMaterials, Part } from './sbom';

const ROOT = join(__dirname, '..');
const SOURCES = join(ROOT, 'local');

/** The package, ready to be packed. */
export const LOCAL_STACK = join(ROOT, 'node_modules', '.cache', 'cdk-local-stack');
/** Below the dependencies of the local stack, where it finds them. */
const RUNNABLE = join(SOURCES, 'node_modules', '.cache', 'local-stack');

/** The engine where no other runs. Its own package would run install scripts. */
const DYNALITE = 'dynamodb/dynalite-server.cjs';
/** AWS's runtime client. Its own package compiles for minutes when it is installed. */
const RUNTIME_CLIENT = 'lambda/aws-lambda-ric';
/** The renderer of OpenAPI documents. Its own package depends on one that reports installations. */
const SWAGGER_UI = 'console/swagger-ui';

/** The compiled part of dynalite's storage, classic-level. */
const COMPILED = [{ name: 'leveldb', version: '1.20' }, { name: 'snappy', version: '1.1.4' }];

/** The fields that depend on where the package's files are. */
const LAYOUT = {
  main: './index.js',
  types: './index.d.ts',
  exports: {
    '.': { types: './index.d.ts', default: './index.js' },
    './package.json': './package.json',
  },
  bin: { 'cdk-local-stack': './cli.js' },
  imports: { '#aws-lambda-ric': `./${RUNTIME_CLIENT}/index.mjs`, '#swagger-ui/*': `./${SWAGGER_UI}/*` },
};

/** Builds the package of the local stack: JavaScript, types, licences. */
export async function buildLocalStack(): Promise<void> {
  await rm(LOCAL_STACK, { recursive: true, force: true });
  execFileSync(process.execPath, [
    join(ROOT, 'node_modules/typescript-7/bin/tsc'), '-p', join(__dirname, 'local-stack.tsconfig.json'), '--outDir', LOCAL_STACK,
  ], { stdio: 'inherit' });
  await copyOthers(LOCAL_STACK);
  await copyRuntimeClient();
  await copySwaggerUi();
  const packages = await bundleDynalite();
  for (const [file, folder] of [['README.md', SOURCES], ['NOTICE', SOURCES], ['LICENSE', ROOT]]) {
    await cp(join(folder, file), join(LOCAL_STACK, file));
  }
  const manifest = await writeManifest();
  await writeFile(join(LOCAL_STACK, 'sbom.cdx.json'), billOfMaterials(manifest, await parts(packages)));
}

/** Compiles the local stack for this clone, without types. Resolves to the folder. */
export async function compileLocalStack(): Promise<string> {
  await rm(RUNNABLE, { recursive: true, force: true });
  await build({
    entryPoints: (await files()).filter(isTypeScript).map((file) => join(SOURCES, file)),
    outbase: SOURCES,
    outdir: RUNNABLE,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
  });
  await copyOthers(RUNNABLE);
  await cp(join(SOURCES, 'package.json'), join(RUNNABLE, 'package.json'));
  return RUNNABLE;
}

async function files(): Promise<string[]> {
  const entries = await readdir(SOURCES, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(SOURCES, join(entry.parentPath, entry.name)))
    .filter((file) => !/^(node_modules|docs)\b/.test(file))
    .sort();
}

function isTypeScript(file: string): boolean {
  return extname(file) === '.ts';
}

/** Copies the files that are not compiled, except those of the package as a whole. */
async function copyOthers(folder: string): Promise<void> {
  for (const file of (await files()).filter((one) => !isTypeScript(one) && dirname(one) !== '.')) {
    await cp(join(SOURCES, file), join(folder, file));
  }
}

async function copyRuntimeClient(): Promise<void> {
  const source = dirname(dirname(require.resolve('aws-lambda-ric')));
  for (const file of ['dist/index.mjs', 'LICENSE', 'NOTICE']) {
    await cp(join(source, file), join(LOCAL_STACK, RUNTIME_CLIENT, basename(file)));
  }
}

async function copySwaggerUi(): Promise<void> {
  const source = dirname(require.resolve('swagger-ui-dist/package.json'));
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js', 'swagger-ui-bundle.js.LICENSE.txt', 'LICENSE', 'NOTICE']) {
    await cp(join(source, file), join(LOCAL_STACK, SWAGGER_UI, file));
  }
}

/** The engine requires its operations by name, which esbuild follows only with their extension. */
const withExtensions: Plugin = {
  name: 'with-extensions',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]dynalite[\\/]index\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(/require\(('[^']+' \+ action)\)/g, "require($1 + '.js')"),
    }));
  },
};

/** Bundles the engine and its packages into one file, with the compiled part of its storage next to it. */
async function bundleDynalite(): Promise<BundledPackage[]> {
  const outfile = join(LOCAL_STACK, DYNALITE);
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [join(SOURCES, DYNALITE)],
    outfile,
    allowOverwrite: true,
    bundle: true,
    platform: 'node',
    target: 'node20',
    legalComments: 'inline',
    metafile: true,
    plugins: [withExtensions],
  });
  await Promise.all(['failed-conditions.cjs', 'transactions.cjs'].map(async (file) => rm(join(dirname(outfile), file))));
  const storage = dirname(require.resolve('classic-level/package.json', { paths: [require.resolve('level')] }));
  await cp(join(storage, 'prebuilds'), join(dirname(outfile), 'prebuilds'), { recursive: true });
  const licences = await Promise.all(['deps/leveldb/leveldb-1.20/LICENSE', 'deps/snappy/snappy/COPYING'].map(async (file) =>
    `${file.split('/')[1]} (in classic-level)\n\n${(await readFile(join(storage, file), 'utf8')).trim()}\n`));
  const packages = bundledPackages(ROOT, metafile);
  const list = licenceList('The engine dynalite of cdk-local-stack contains code of these packages.', packages);
  await writeFile(join(LOCAL_STACK, 'THIRD-PARTY-LICENSES'), [list, ...licences].join(`\n${'-'.repeat(80)}\n\n`));
  return packages;
}

/** The content of the package, and the packages that npm installs with it. */
async function parts(packages: BundledPackage[]): Promise<Part[]> {
  const copied = ['aws-lambda-ric', 'swagger-ui-dist/package.json'].map((file) => readPackage(packageFolder(require.resolve(file))!));
  return [
    ...[...packages, ...copied].map((one) => ({ ...one, bundled: true })),
    ...COMPILED.map((one) => ({ ...one, licence: 'BSD-3-Clause', purl: `pkg:github/google/${one.name}@${one.version}`, bundled: true })),
    ...installedWith(await readJson(join(ROOT, 'package-lock.json')) as Lock, 'local'),
  ];
}

/** Writes the manifest of the workspace, with the version of the library. */
async function writeManifest(): Promise<{ name: string; version: string; license: string }> {
  const { private: _private, devDependencies, '//': _comment, ...manifest } = await readJson(join(SOURCES, 'package.json'));
  const { author, bugs, engines, homepage, license, repository, version } = await readJson(join(ROOT, 'package.json'));
  await mkdir(LOCAL_STACK, { recursive: true });
  const published = {
    ...manifest,
    name: manifest.name,
    version,
    author,
    license,
    homepage,
    bugs,
    repository: { ...repository, directory: 'local' },
    engines,
    type: 'commonjs',
    ...LAYOUT,
  };
  await writeFile(join(LOCAL_STACK, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);
  return published;
}

async function readJson(path: string): Promise<Record<string, any>> {
  return JSON.parse(await readFile(path, 'utf8'));
}

if (require.main === module) {
  buildLocalStack().catch(({ message }: Error) => {
    console.error(message);
    process.exitCode = 1;
  });
}
