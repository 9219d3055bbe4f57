import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkCopies } from './packages';
import { FUNCTIONS, Row } from './row';

const ROOT = join(__dirname, '..', '..');

interface Resource {
  readonly Type: string;
  readonly Properties: { readonly Code: { readonly S3Key: string } };
}

/** The alternative that people would use: the assets of a synthesised app. */
export function baseline(work: string): Row {
  const outdir = join(work, 'baseline');
  // The bundling prints its progress to stderr, which only matters when it fails.
  const env = { ...process.env, CDK_OUTDIR: outdir };
  execFileSync(process.execPath, ['--import', 'tsx', 'bench/handlers/baseline/app.ts'], { cwd: ROOT, env, stdio: 'pipe' });
  const { Resources } = JSON.parse(readFileSync(join(outdir, 'Baseline.template.json'), 'utf8'));
  const functions = Object.entries<Resource>(Resources).filter(([, { Type }]) => Type === 'AWS::Lambda::Function');
  return {
    name: 'baseline',
    code: Object.fromEntries(FUNCTIONS.map((name) => {
      const [, { Properties: { Code } }] = functions.find(([logicalId]) => logicalId.startsWith(name))!;
      const folder = join(outdir, `asset.${Code.S3Key.replace('.zip', '')}`);
      checkCopies(`the baseline of ${name}`, readFileSync(join(folder, 'index.js'), 'utf8'));
      return [name, { folder, file: 'index.js', exportName: 'handler' }];
    })),
  };
}
