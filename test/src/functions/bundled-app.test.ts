import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, Format } from 'esbuild';
import { run } from '../../run';

const ROOT = join(__dirname, '..', '..', '..');

const APP = `
import { App, Stack } from 'aws-cdk-lib';
import { NotesApi } from './src/index';
new NotesApi(new Stack(new App(), 'Shop'), 'Notes');
`;

test.each<[string, Format, string]>([
  ['CommonJS', 'cjs', 'app.cjs'],
  ['an ECMAScript module', 'esm', 'app.mjs'],
])('an app that is bundled to %s with the package in it is told to keep the package external', async (_, format, file) => {
  const folder = mkdtempSync(join(tmpdir(), 'notes-bundled-'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  await build({
    stdin: { contents: APP, resolveDir: ROOT },
    bundle: true,
    platform: 'node',
    format,
    external: ['aws-cdk-lib', 'constructs'],
    outfile: join(folder, file),
    logLevel: 'silent',
  });
  expect(() => run(folder, process.env, process.execPath, file)).toThrow(
    /If your app is bundled \(esbuild, webpack\), keep "cdk-notes-api" external/,
  );
  rmSync(folder, { recursive: true });
});
