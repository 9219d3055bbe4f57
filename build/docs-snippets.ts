import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');

/** The assembly whose snippets jsii-rosetta compiles. It has no types, and each page of docs/ is the README of a submodule. */
const FOLDER = join(ROOT, 'node_modules/.cache/docs-snippets');

/** A file in the copy, and its source in the repository. The snippets of a page have their own imports, so that readers can copy them. */
const LINKS = { 'lib': 'lib', 'package.json': 'package.json', 'rosetta/default.ts-fixture': 'rosetta/page.ts-fixture' };

function writeAssembly(): void {
  const { readme: _, types: __, submodules: ___, ...assembly } = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8'));
  const pages = readdirSync(join(ROOT, 'docs')).filter((file) => file.endsWith('.md'));
  const submodules = pages.map((page) => [`docs/${page}`, { readme: { markdown: readFileSync(join(ROOT, 'docs', page), 'utf8') } }]);
  mkdirSync(join(FOLDER, 'rosetta'), { recursive: true });
  writeFileSync(join(FOLDER, '.jsii'), JSON.stringify({ ...assembly, submodules: Object.fromEntries(submodules) }));
  for (const [link, target] of Object.entries(LINKS)) {
    rmSync(join(FOLDER, link), { force: true });
    symlinkSync(join(ROOT, target), join(FOLDER, link));
  }
}

writeAssembly();
