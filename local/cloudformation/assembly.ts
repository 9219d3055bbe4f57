import { join } from 'node:path';
import { Artifact, inDependencyOrder, Manifest, Metadata, readJson, readManifest } from './manifest';
import { Template } from './template';

/** The environment of a stack that names no account or region. */
export const DEFAULT_ACCOUNT = '123456789012';
export const DEFAULT_REGION = 'us-east-1';

export interface SynthesizedStack {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly template: Template;
  readonly warnings: string[];
  readonly errors: string[];
  /** The files that a deployment would upload, by S3 key. */
  readonly assets: ReadonlyMap<string, string>;
}

interface Assembly {
  readonly directory: string;
  readonly manifest: Manifest;
}

interface AssetManifest {
  readonly files?: Readonly<Record<string, {
    readonly source: { readonly path?: string };
    readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
  }>>;
}

/** Reads the stacks of a cloud assembly (`cdk.out`), including those in its stages. */
export function readAssembly(directory: string): SynthesizedStack[] {
  return assemblies(directory).flatMap((assembly) => {
    const assets = fileAssets(assembly);
    return ofType(assembly, 'aws:cloudformation:stack').map(([id, artifact]) => synthesized(id, artifact, assembly, assets));
  });
}

/** The values that the app looks up in an AWS account and that `cdk.context.json` does not have. */
export function missingLookups(directory: string): string[] {
  return [...new Set(assemblies(directory).flatMap(({ manifest }) => (manifest.missing ?? []).map(({ key }) => key)))];
}

/** The assembly, followed by those of its stages. */
function assemblies(directory: string): Assembly[] {
  const found: Assembly[] = [{ directory, manifest: readManifest(directory) }];
  // Those that are found are searched, too.
  for (const assembly of found) {
    found.push(...ofType(assembly, 'cdk:cloud-assembly').map(([, { properties }]) => {
      const nested = join(assembly.directory, properties?.directoryName ?? '');
      return { directory: nested, manifest: readManifest(nested) };
    }));
  }
  return found;
}

function ofType({ manifest }: Assembly, type: string): [id: string, artifact: Artifact][] {
  return inDependencyOrder(manifest).filter(([, artifact]) => artifact.type === type);
}

function synthesized(id: string, artifact: Artifact, { directory }: Assembly, assets: SynthesizedStack['assets']): SynthesizedStack {
  const { environment = 'aws://unknown-account/unknown-region', properties } = artifact;
  const [account, region] = environment.replace(/^aws:\/\//, '').split('/');
  const metadata = [readMetadata(directory, artifact.additionalMetadataFile), artifact.metadata ?? {}];
  return {
    name: properties?.stackName ?? id,
    account: known(account, 'unknown-account') ?? DEFAULT_ACCOUNT,
    region: known(region, 'unknown-region') ?? DEFAULT_REGION,
    template: readJson<Template>(directory, properties?.templateFile ?? ''),
    warnings: metadata.flatMap((entries) => messages(entries, 'aws:cdk:warning')),
    errors: metadata.flatMap((entries) => messages(entries, 'aws:cdk:error')),
    assets,
  };
}

function known(value: string, placeholder: string): string | undefined {
  return value === placeholder ? undefined : value;
}

function readMetadata(directory: string, file: string | undefined): Metadata {
  return file ? readJson(directory, file) : {};
}

function messages(metadata: Metadata, type: string): string[] {
  return Object.entries(metadata).flatMap(([path, entries]) => entries
    .filter((entry) => entry.type === type)
    .map(({ data }) => `${path}: ${String(data)}`.replace(/\s*\n\s*/g, ' ')));
}

// By S3 key, because only the CDK CLI adds asset metadata to the template.
function fileAssets(assembly: Assembly): Map<string, string> {
  const files = ofType(assembly, 'cdk:asset-manifest').flatMap(([, { properties }]) =>
    Object.values(readJson<AssetManifest>(assembly.directory, properties?.file ?? '').files ?? {}));
  return new Map(files.flatMap(({ source, destinations }) => Object.values(destinations)
    .map(({ objectKey }): [string, string] => [objectKey, join(assembly.directory, source.path ?? '')])));
}
