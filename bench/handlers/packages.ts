/** A folder of a package in the comment that esbuild writes before each module of a bundle. */
const FOLDER = /^\/\/ (\S*node_modules\/)((?:@[^/\s]+\/)?[^/\s]+)\//gm;

/** The packages in a bundle, each with the folders that it was taken from. */
export function packages(bundle: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [, parent, name] of bundle.matchAll(FOLDER)) {
    found.set(name, (found.get(name) ?? new Set()).add(parent + name));
  }
  return found;
}

/** Refuses a bundle that has a package twice: a newly installed app has one copy of each, and half the code. */
export function checkCopies(title: string, bundle: string): void {
  for (const [name, folders] of packages(bundle)) {
    if (folders.size > 1) {
      throw new Error(`${title} has more than one copy of ${name} (${[...folders].join(', ')}): pin the versions that its dependents ask for`);
    }
  }
}
