import type { Part } from './sbom';

/** The parts of a package-lock.json that matter here. */
export interface Lock {
  readonly packages: Readonly<Record<string, {
    readonly version?: string;
    readonly license?: string;
    readonly optional?: boolean;
    readonly dependencies?: Record<string, string>;
    readonly optionalDependencies?: Record<string, string>;
  }>>;
}

/** The packages that npm installs with a workspace, according to the lock: its dependencies, and theirs. */
export function installedWith({ packages }: Lock, workspace: string): Part[] {
  const found = new Map<string, Part>();
  const visit = (folder: string): void => {
    const { dependencies, optionalDependencies } = packages[folder];
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const path = resolve(packages, folder, name);
      if (path === undefined || found.has(path)) {
        continue;
      }
      const { version, license, optional } = packages[path];
      if (!version || !license) {
        throw new Error(`package-lock.json tells no version or licence of ${path}`);
      }
      found.set(path, { name, version, licence: license, optional, bundled: false });
      visit(path);
    }
  };
  visit(workspace);
  return [...new Map([...found.values()].map((part) => [`${part.name}@${part.version}`, part])).values()];
}

/** The folder where Node.js finds a package: in the nearest node_modules upwards. */
function resolve(packages: Lock['packages'], folder: string, name: string): string | undefined {
  for (let from = folder; ; from = from.slice(0, Math.max(0, from.lastIndexOf('/')))) {
    const path = `${from}/node_modules/${name}`.replace(/^\//, '');
    if (packages[path]) {
      return path;
    }
    if (from === '') {
      return undefined;
    }
  }
}
