import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Parser } from 'commonmark';
import { transformSync } from 'esbuild';

/** The code blocks of a page of docs/ with this language, in their order. */
export function snippets(page: string, language: string): string[] {
  const walker = new Parser().parse(readFileSync(join(__dirname, '..', '..', 'docs', page), 'utf8')).walker();
  const found: string[] = [];
  for (let event = walker.next(); event; event = walker.next()) {
    if (event.node.type === 'code_block' && event.node.info === language) {
      found.push(event.node.literal!);
    }
  }
  return found;
}

/** Runs a snippet as the body of the constructor of a stack, with values for the names that it declares. */
export function addSnippet(stack: Stack, snippet: string, declared: Readonly<Record<string, unknown>> = {}): void {
  const lines = snippet.split('\n');
  const isImport = (line: string): boolean => line.startsWith('import ');
  const isDeclared = (line: string): boolean => line.startsWith('declare ');
  const body = lines.filter((line) => !isImport(line) && !isDeclared(line)).join('\n');
  const { add } = runModule(`${lines.filter(isImport).join('\n')}\nexport function add(${Object.keys(declared)}) {\n${body}\n}`);
  (add as (this: Stack, ...values: unknown[]) => void).call(stack, ...Object.values(declared));
}

/** Runs a snippet that is a whole file, and returns its exports. */
export function runModule(source: string): Record<string, unknown> {
  const { code } = transformSync(source, { loader: 'ts', format: 'cjs', target: 'node20' });
  const loaded = { exports: {} };
  new Function('require', 'module', 'exports', code)(require, loaded, loaded.exports);
  return loaded.exports;
}
