import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

/** The licences of code that may be shipped inside an Apache-2.0 package. */
const ACCEPTED = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

/** The folder of the package of a bundled file; the functions' own files are in none. */
export const packageFolder = (path: string): string | undefined => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];

/** The packages with code in the bundle, by name. */
export function bundledPackages(root: string, { outputs }: Metafile): BundledPackage[] {
  const folders = new Set<string>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const folder = packageFolder(path);
      if (folder && bytesInOutput > 0) {
        folders.add(folder);
      }
    }
  }
  return [...folders]
    .map((folder) => readPackage(join(root, folder)))
    .sort((one, other) => (`${one.name}@${one.version}` < `${other.name}@${other.version}` ? -1 : 1));
}

/** Each licence text once, under the packages that it belongs to. */
export function licenceList(title: string, packages: BundledPackage[]): string {
  const sections = [...new Set(packages.map(({ text }) => text))].map((text) => {
    const names = packages.filter((one) => one.text === text).map(({ name, version, licence }) => `${name} ${version} (${licence})`);
    return `${names.join('\n')}\n\n${text}\n`;
  });
  return [`${title}\n`, ...sections].join(`\n${'-'.repeat(80)}\n\n`);
}

/** The content of the folder of a package. */
export function readPackage(folder: string): BundledPackage {
  const { name, version, license: field } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  // Old packages have an object.
  const license = field?.type ?? field;
  if (!ACCEPTED.includes(license)) {
    throw new Error(`${name} ${version} has the licence ${JSON.stringify(license)}: the bundle may only contain code under ${ACCEPTED.join(', ')}`);
  }
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : 'The package does not contain the text of its licence.';
  return { name, version, licence: license, text };
}
