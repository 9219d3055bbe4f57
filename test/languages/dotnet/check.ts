import { deepStrictEqual } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Declaration, declarations } from './assembly';

/** The types of C# itself. */
const SYSTEM = new Map([['System.Collections.Generic', ['Dictionary']]]);

/** Checks the code for .NET as far as that is possible without .NET. */
export function checkDotnet(library: string, root: string): void {
  const own = declarations(root);
  deepStrictEqual(own.flatMap((declaration) => lacking(library, declaration)), [], 'the code for .NET lacks something');
  const known = [...own, ...declarations(join(root, 'node_modules/aws-cdk-lib'))];
  for (const example of readdirSync(__dirname).filter((file) => file.endsWith('.cs'))) {
    deepStrictEqual(unknown(readFileSync(join(__dirname, example), 'utf8'), known), [], `${example} has names that do not exist`);
  }
}

/** The members of a type that the code lacks. */
function lacking(library: string, { namespace, keyword, name, members }: Declaration): string[] {
  const file = join(library, namespace, namespace, `${name}.cs`);
  const code = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return [`${keyword} ${name}`, ...members].filter((text) => !new RegExp(`\\b${text}\\b`).test(code)).map((text) => `${name}.cs: ${text}`);
}

/** The names in an example that are none of the namespaces that it uses. Local variables begin with a small letter. */
function unknown(example: string, known: readonly Declaration[]): string[] {
  const used = [...example.matchAll(/^using ([\w.]+);$/gm)].map(([, namespace]) => namespace);
  const names = new Set(used.flatMap((namespace) => [
    ...SYSTEM.get(namespace) ?? [],
    ...known.filter((declaration) => declaration.namespace === namespace).flatMap(({ name, members }) => [name, ...members]),
  ]));
  const code = example.replaceAll(/^using .*|\/\/.*|"[^"]*"/gm, '');
  return [...code.matchAll(/\b[A-Z]\w*/g)].map(([name]) => name).filter((name) => !names.has(name));
}
