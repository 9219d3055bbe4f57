import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');

/** Packs the library for every language into dist/. Without `dotnet`, its code is generated but not compiled. */
function packAll(): void {
  pack(['js', 'python', 'java']);
  // Go publishes the code itself; an app of test/languages compiles it.
  pack(['go'], ['--code-only']);
  const hasDotnet = spawnSync('dotnet', ['--version']).status === 0;
  if (!hasDotnet) {
    console.log('There is no "dotnet" here: the code of .NET is generated, and no NuGet package is made of it.');
  }
  pack(['dotnet'], hasDotnet ? [] : ['--code-only']);
}

function pack(languages: string[], options: string[] = []): void {
  execFileSync('npx', ['jsii-pacmak', '--verbose', '--no-npmignore', '--force-subdirectory', '--outdir', 'dist', ...options, '--targets', ...languages], {
    cwd: ROOT,
    stdio: 'inherit',
  });
}

packAll();
