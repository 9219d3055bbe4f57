import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Mutant, mutantOf } from './mutant';

const ROOT = join(__dirname, '..', '..');

/** A copy of the repository whose code contains every mutant, each behind a switch. */
export class InstrumentedTree {
  /** Copies the repository, instruments these files of it, and bundles the functions. */
  static async of(files: readonly string[]): Promise<InstrumentedTree> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mutation-')));
    copyRepository(folder);
    const mutants = await instrument(folder, files);
    execFileSync(process.execPath, ['--require', 'tsx/cjs', 'build/bundle.ts'], { cwd: folder, stdio: 'inherit' });
    return new InstrumentedTree(folder, mutants);
  }

  private constructor(readonly folder: string, readonly mutants: readonly Mutant[]) {}

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The files that git tracks, or that a commit would add. */
export function trackedFiles(...paths: readonly string[]): string[] {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...paths], { cwd: ROOT, encoding: 'utf8' });
  return [...new Set(list.split('\0'))].filter((file) => file && existsSync(join(ROOT, file)));
}

function copyRepository(folder: string): void {
  for (const file of trackedFiles()) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    copyFileSync(join(ROOT, file), join(folder, file));
  }
  // A link for each package, because the stamp of the bundle is in the same folder.
  mkdirSync(join(folder, 'node_modules'));
  for (const name of readdirSync(join(ROOT, 'node_modules')).filter((entry) => entry !== '.cache' && entry !== 'cdk-local-stack')) {
    symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  }
  symlinkSync(join(folder, 'local'), join(folder, 'node_modules', 'cdk-local-stack'));
  if (existsSync(join(ROOT, 'local', 'node_modules'))) {
    symlinkSync(join(ROOT, 'local', 'node_modules'), join(folder, 'local', 'node_modules'));
  }
}

async function instrument(folder: string, files: readonly string[]): Promise<Mutant[]> {
  const ignore = () => {};
  const log = {
    trace: ignore,
    debug: ignore,
    info: ignore,
    warn: console.warn,
    error: console.error,
    fatal: console.error,
    isTraceEnabled: () => false,
    isDebugEnabled: () => false,
    isInfoEnabled: () => false,
    isWarnEnabled: () => true,
    isErrorEnabled: () => true,
    isFatalEnabled: () => true,
  };
  const sources = new Map(files.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
  // It is an ES module, and misreads Babel when it is loaded as another kind.
  const { Instrumenter } = await import('@stryker-mutator/instrumenter');
  const instrumented = await new Instrumenter(log).instrument(
    [...sources].map(([name, content]) => ({ name, content, mutate: true })),
    { plugins: null, excludedMutations: [], ignorers: [] },
  );
  for (const { name, content } of instrumented.files) {
    writeFileSync(join(folder, name), content);
  }
  return instrumented.mutants.map((mutant) => mutantOf(mutant, mutant.fileName, sources.get(mutant.fileName)!));
}
