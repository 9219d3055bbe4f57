/**
 * Generates the package of another language and synthesises the apps of that language with it: their templates must equal those of the same
 * apps in TypeScript. For .NET, it only checks names. It needs a build.
 */
import { deepStrictEqual } from 'node:assert';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkDotnet } from './dotnet/check';
import { go } from './go/language';
import { java } from './java/language';
import { Language } from './language';
import { python } from './python/language';
import { didNotRun } from '../judges/did-not-run';
import { run } from '../run';

const ROOT = join(__dirname, '../..');

const SYNTHESISED: Readonly<Record<string, Language>> = { go, java, python };

const ENV = { ...process.env, JSII_DEPRECATED: 'quiet', JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' };

function main(name: string): void {
  const language = SYNTHESISED[name];
  const lack = language?.lack();
  if (lack) {
    didNotRun(lack);
  }
  if (!existsSync(join(ROOT, '.jsii'))) {
    throw new Error('the library is not built: run "npx projen build" first');
  }
  const work = mkdtempSync(join(tmpdir(), `notes-${name}-`));
  try {
    run(ROOT, ENV, 'npx', 'jsii-pacmak', '--code-only', '--target', name, '--outdir', work, '.');
    const library = join(work, name);
    if (name === 'dotnet') {
      checkDotnet(library, ROOT);
    } else {
      const apps = join(work, 'apps');
      cpSync(join(__dirname, name), apps, { recursive: true });
      const [outdir, reference] = [join(work, 'cdk.out'), join(work, 'typescript')];
      language.synthesise({ apps, library, env: { ...ENV, CDK_OUTDIR: outdir } });
      synthesiseTypeScript({ ...ENV, CDK_OUTDIR: reference });
      deepStrictEqual(templates(outdir), templates(reference), `the templates of ${name} differ from those of TypeScript`);
    }
  } finally {
    rmSync(work, { recursive: true });
  }
}

function synthesiseTypeScript(env: NodeJS.ProcessEnv): void {
  for (const app of ['first.ts', 'app.ts']) {
    run(ROOT, env, 'npx', 'tsx', '--tsconfig', 'tsconfig.dev.json', join(__dirname, 'typescript', app));
  }
}

/** With the hashes of the assets: the bundle in the package of every language is the same. */
function templates(outdir: string): Record<string, unknown> {
  const files = readdirSync(outdir).filter((file) => file.endsWith('.template.json'));
  return Object.fromEntries(files.map((file) => [file, JSON.parse(readFileSync(join(outdir, file), 'utf8'))]));
}

main(process.argv[2]);
