import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { Sources } from './rows/row';

const ROOT = join(__dirname, '..', '..');

/** A folder outside the repository with the packages that an app needs for each row. The CDK is the newest. */
const PACKAGES = ['aws-cdk-lib@^2', 'constructs@^10'];
/** The same versions as those in the library's own bundle. */
const BUNDLED = ['@aws-sdk/client-dynamodb', 'esbuild', 'uuid'];

/** An app with the packed library in it. */
export interface Consumer extends Sources {
  readonly folder: string;
  /** The measured program. */
  readonly program: string;
  /** The versions that affect the figures. */
  readonly packages: Readonly<Record<string, string>>;
}

export function consumer(folder: string): Consumer {
  if (!existsSync(join(ROOT, 'lib', 'index.js'))) {
    throw new Error('the library is not built: run "npx projen build" first');
  }
  const [{ filename }] = JSON.parse(npm(ROOT, 'pack', '--json', '--pack-destination', folder));
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const { devDependencies } = manifest(ROOT);
  const bundled = BUNDLED.map((name) => `${name}@${devDependencies[name]}`);
  npm(folder, 'install', '--ignore-scripts', '--no-audit', '--no-fund', `./${filename}`, ...PACKAGES, ...bundled);

  const handlers = join(folder, 'lambda');
  cpSync(join(__dirname, '..', 'handlers', 'baseline'), handlers, { recursive: true });
  const installed = (name: string) => join(folder, 'node_modules', name);
  return {
    folder,
    handlers,
    bundle: join(installed('cdk-notes-api'), 'assets', 'lambda'),
    program: transpiled(join(folder, 'app')),
    packages: Object.fromEntries(['aws-cdk-lib', 'esbuild'].map((name) => [name, manifest(installed(name)).version])),
  };
}

/** Plain JavaScript, as `tsc` would write it, so that compiling at run time is not measured. */
export function transpiled(outdir: string): string {
  buildSync({
    absWorkingDir: __dirname,
    entryPoints: ['program.ts'],
    outdir,
    // Modules are still loaded lazily, and the table of operations is included.
    bundle: true,
    packages: 'external',
    format: 'cjs',
    platform: 'node',
  });
  return join(outdir, 'program.js');
}

function npm(cwd: string, ...args: string[]): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

function manifest(folder: string) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
