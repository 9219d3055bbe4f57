import { deepStrictEqual } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Member {
  readonly name: string;
}

interface Type extends Member {
  readonly kind: 'class' | 'enum' | 'interface';
  /** A struct: in C# an interface, and a class that implements it. */
  readonly datatype?: boolean;
  readonly methods?: readonly Member[];
  readonly properties?: readonly Member[];
  readonly members?: readonly Member[];
}

const NAMESPACE = 'CdkNotesApi';

/** Checks that the code for .NET has every type of an assembly, with all its members. */
export function checkDotnet(library: string, { types }: { readonly types: Readonly<Record<string, Type>> }): void {
  const folder = join(library, NAMESPACE, NAMESPACE);
  const missing = Object.values(types).flatMap((type) => declarations(type).flatMap(({ keyword, name }) => {
    const file = join(folder, `${name}.cs`);
    const code = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const names = [`${keyword} ${name}`, ...membersOf(type)];
    return names.filter((text) => !new RegExp(`\\b${text}\\b`).test(code)).map((text) => `${name}.cs: ${text}`);
  }));
  deepStrictEqual(missing, [], 'the code for .NET lacks something');
}

function declarations({ kind, name, datatype }: Type): { readonly keyword: string; readonly name: string }[] {
  return datatype ? [{ keyword: 'interface', name: `I${name}` }, { keyword: 'class', name }] : [{ keyword: kind, name }];
}

function membersOf({ methods = [], properties = [], members = [] }: Type): string[] {
  return [...members.map(({ name }) => name), ...[...methods, ...properties].map(({ name }) => name[0].toUpperCase() + name.slice(1))];
}
