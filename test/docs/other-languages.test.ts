import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** The apps that CI synthesises, by the language of the block that shows them. */
const APPS: Readonly<Record<string, readonly string[]>> = {
  python: ['python/first.py', 'python/app.py'],
  java: ['java/app/src/main/java/shop/First.java', 'java/app/src/main/java/shop/NotesApp.java'],
  go: ['go/first/main.go', 'go/app/main.go'],
  csharp: ['dotnet/First.cs', 'dotnet/NotesApp.cs'],
};

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const blocks = (page: string, language: string): string[] =>
  [...read(page).matchAll(new RegExp(`^\`\`\`${language}\\b[^\\n]*\\n(.*?)^\`\`\`$`, 'gms'))].map(([, code]) => code);

/** Without indentation, which an excerpt has less of. */
const lines = (code: string): string => code.replaceAll(/^[ \t]+/gm, '');

test.each(Object.entries(APPS))('the page shows an app in %s as it is, and a part of another', (language, [first, app]) => {
  const [whole, excerpt, ...others] = blocks('docs/other-languages.md', language);
  expect(whole).toBe(read(`test/languages/${first}`));
  expect(lines(read(`test/languages/${app}`))).toContain(lines(excerpt));
  expect(others).toEqual([]);
});

test('these are the first app of the README', () => {
  expect(blocks('README.md', 'ts')).toContain(read('test/languages/typescript/first.ts'));
});
