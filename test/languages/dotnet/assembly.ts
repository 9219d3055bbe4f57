import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

interface Member {
  readonly name: string;
}

interface Type extends Member {
  readonly kind: 'class' | 'enum' | 'interface';
  /** The submodule. */
  readonly namespace?: string;
  readonly datatype?: boolean;
  readonly methods?: readonly Member[];
  readonly properties?: readonly Member[];
  readonly members?: readonly Member[];
}

interface Targets {
  readonly targets?: { readonly dotnet?: { readonly namespace: string } };
}

/** The description of a package by jsii. */
interface Assembly extends Targets {
  readonly name: string;
  readonly types: Readonly<Record<string, Type>>;
  readonly submodules?: Readonly<Record<string, Targets>>;
}

/** A type in C#. */
export interface Declaration {
  readonly namespace: string;
  readonly keyword: string;
  readonly name: string;
  readonly members: readonly string[];
}

/** The declarations of a package in C#. A struct is an interface there, and a class that implements it. */
export function declarations(folder: string): Declaration[] {
  const assembly = assemblyIn(folder);
  return Object.values(assembly.types).flatMap((type) => {
    // A type inside another type has a namespace that is not a submodule.
    const { targets } = (type.namespace ? assembly.submodules?.[`${assembly.name}.${type.namespace}`] : assembly) ?? {};
    const declared = { namespace: targets?.dotnet?.namespace ?? '', members: membersOf(type) };
    return type.datatype
      ? [{ ...declared, keyword: 'interface', name: `I${type.name}` }, { ...declared, keyword: 'class', name: type.name }]
      : [{ ...declared, keyword: type.kind, name: type.name }];
  });
}

function assemblyIn(folder: string): Assembly {
  const assembly = JSON.parse(readFileSync(join(folder, '.jsii'), 'utf8'));
  return assembly.schema === 'jsii/file-redirect' ? JSON.parse(gunzipSync(readFileSync(join(folder, assembly.filename))).toString()) : assembly;
}

function membersOf({ methods = [], properties = [], members = [] }: Type): string[] {
  return [...members.map(({ name }) => name), ...[...methods, ...properties].map(({ name }) => name[0].toUpperCase() + name.slice(1))];
}
