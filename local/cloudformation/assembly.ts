import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AssetManifestArtifact, CloudAssembly, CloudFormationStackArtifact, SynthesisMessageLevel } from 'aws-cdk-lib/cx-api';
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

/** Reads the stacks of a cloud assembly (`cdk.out`), including those in its stages. */
export function readAssembly(directory: string): SynthesizedStack[] {
  if (!existsSync(join(directory, 'manifest.json'))) {
    throw new Error(`${directory} is not a cloud assembly: it has no manifest.json`);
  }
  // An app's CDK may be newer than this one: unknown parts of its schema are ignored.
  return new CloudAssembly(directory, { skipVersionCheck: true }).stacksRecursively.map((stack) => ({
    name: stack.stackName,
    account: known(stack.environment.account, 'unknown-account') ?? DEFAULT_ACCOUNT,
    region: known(stack.environment.region, 'unknown-region') ?? DEFAULT_REGION,
    template: stack.template as Template,
    warnings: messages(stack, SynthesisMessageLevel.WARNING),
    errors: messages(stack, SynthesisMessageLevel.ERROR),
    assets: fileAssets(stack),
  }));
}

function known(value: string, placeholder: string): string | undefined {
  return value === placeholder ? undefined : value;
}

function messages(stack: CloudFormationStackArtifact, level: SynthesisMessageLevel): string[] {
  return stack.messages
    .filter((message) => message.level === level)
    .map(({ id, entry }) => `${id}: ${String(entry.data)}`.replace(/\s*\n\s*/g, ' '));
}

// By S3 key, because only the CDK CLI adds asset metadata to the template.
function fileAssets({ assembly }: CloudFormationStackArtifact): Map<string, string> {
  const files = assembly.artifacts
    .filter((artifact) => AssetManifestArtifact.isAssetManifestArtifact(artifact))
    .flatMap((artifact) => Object.values(artifact.contents.files ?? {}));
  return new Map(files.flatMap(({ source, destinations }) => Object.values(destinations)
    .map(({ objectKey }): [string, string] => [objectKey, join(assembly.directory, source.path ?? '')])));
}
