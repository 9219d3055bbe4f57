import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { Sources } from './rows/row';

const ROOT = join(__dirname, '..', '..');

/** What an app needs for each of the rows; the CDK is the newest. */
const PACKAGES = ['aws-cdk-lib@^2', 'constructs@^10'];
/** Of the same versions as the library's own bundle is made with. */
const BUNDLED = ['@aws-sdk/client-dynamodb', 'esbuild', 'uuid'];

/** An app outside the repository, with the packed library in it. */
export interface Consumer extends Sources {
  readonly folder: string;
  readonly program: string;
  readonly versions: { readonly [name: string]: string };
  remove(): void;
}

export function consumer(): Consumer {
  const folder = mkdtempSync(join(tmpdir(), 'notes-bench-'));
  const [{ filename }] = JSON.parse(npm(ROOT, 'pack', '--json', '--pack-destination', folder));
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const { devDependencies } = manifest(ROOT);
  npm(folder, 'install', '--ignore-scripts', '--no-audit', '--no-fund', `./${filename}`, ...PACKAGES, ...BUNDLED.map((name) => `${name}@${devDependencies[name]}`));
  const installed = (name: string) => join(folder, 'node_modules', name);
  const handlers = join(folder, 'lambda');
  cpSync(join(__dirname, 'handlers'), handlers, { recursive: true });
  return {
    folder,
    handlers,
    bundle: join(installed('cdk-notes-api'), 'assets', 'lambda'),
    program: transpiled(join(folder, 'app')),
    versions: Object.fromEntries(['aws-cdk-lib', 'esbuild'].map((name) => [name, manifest(installed(name)).version])),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Plain JavaScript, as `tsc` would make it: what compiles at run time is not to be measured. */
function transpiled(outdir: string): string {
  mkdirSync(outdir);
  buildSync({
    absWorkingDir: __dirname,
    entryPoints: ['program.ts', 'usage.ts', ...readdirSync(join(__dirname, 'rows')).map((file) => join('rows', file))],
    outdir,
    format: 'cjs',
    platform: 'node',
    supported: { 'dynamic-import': false },
  });
  return join(outdir, 'program.js');
}

function npm(cwd: string, ...args: string[]): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

function manifest(folder: string) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
