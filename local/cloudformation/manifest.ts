import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The parts of a cloud assembly's `manifest.json` that matter here. Unknown parts are ignored: an app's CDK may be newer. */
export interface Manifest {
  readonly artifacts?: Readonly<Record<string, Artifact>>;
  /** The values that the app looks up in an account and that no cache has. */
  readonly missing?: readonly { readonly key: string }[];
}

export interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly dependencies?: readonly string[];
  readonly metadata?: Metadata;
  readonly additionalMetadataFile?: string;
  readonly properties?: {
    readonly stackName?: string;
    readonly templateFile?: string;
    readonly directoryName?: string;
    readonly file?: string;
  };
}

/** Entries by construct path. */
export type Metadata = Readonly<Record<string, readonly { readonly type: string; readonly data?: unknown }[]>>;

export function readManifest(directory: string): Manifest {
  if (!existsSync(join(directory, 'manifest.json'))) {
    throw new Error(`${directory} is not a cloud assembly: it has no manifest.json`);
  }
  return readJson(directory, 'manifest.json');
}

/** Reads a file that the manifest names. */
export function readJson<Content>(directory: string, file: string): Content {
  try {
    return JSON.parse(readFileSync(join(directory, file), 'utf8'));
  } catch (error) {
    throw new Error(`${join(directory, file)} cannot be read: ${(error as Error).message}`);
  }
}

/** The artifacts with their ids, in the order of a deployment: dependencies first, and otherwise by id. */
export function inDependencyOrder({ artifacts = {} }: Manifest): [id: string, artifact: Artifact][] {
  const ordered: [string, Artifact][] = [];
  let waiting = Object.entries(artifacts).sort(([one], [other]) => (one < other ? -1 : 1));
  while (waiting.length) {
    const ids = new Set(waiting.map(([id]) => id));
    const ready = waiting.filter(([, { dependencies = [] }]) => !dependencies.some((id) => ids.has(id)));
    if (!ready.length) {
      throw new Error(`the stacks of the app depend on each other: ${[...ids].join(', ')}`);
    }
    ordered.push(...ready);
    waiting = waiting.filter((entry) => !ready.includes(entry));
  }
  return ordered;
}
