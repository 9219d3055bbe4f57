import { statSync } from 'node:fs';
import { Stack } from '../cloudformation/stack';

interface LayerVersionProperties {
  readonly Content: { readonly S3Key?: string };
}

/** The folders of layers by their ARNs, the last one first: its files hide those of the others. */
export function layerFolders(stacks: readonly Stack[], arns: readonly string[] = [], onMissing: (arn: string) => void): string[] {
  return arns
    .flatMap((arn) => {
      const folder = layerFolder(stacks, arn);
      if (folder === undefined) {
        onMissing(arn);
      }
      return folder ?? [];
    })
    .reverse();
}

function layerFolder(stacks: readonly Stack[], arn: string): string | undefined {
  for (const stack of stacks) {
    const layer = stack.resources<LayerVersionProperties>('AWS::Lambda::LayerVersion').find(({ physicalId }) => physicalId === arn);
    const folder = layer && stack.synthesized.assets.get(layer.properties.Content.S3Key ?? '');
    if (folder && statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
      return folder;
    }
  }
  return undefined;
}
