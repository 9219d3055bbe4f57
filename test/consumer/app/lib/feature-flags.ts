import { App, CfnResource } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import { Profile, profileStack } from './profiles';

type Flags = Record<string, unknown>;

/** Has the CDK write one statement for several that allow the same. */
export const STATEMENT_MERGING = '@aws-cdk/aws-iam:minimizePolicies';

/** Has the CDK write the partition of a known region out. */
export const PARTITION_LITERALS = '@aws-cdk/core:enablePartitionLiterals';

/** Every flag as it is recommended, but for those two, which write the same otherwise. */
export const ALL_ON: Flags = Object.fromEntries(Object.entries(recommended)
  .filter(([flag]) => ![STATEMENT_MERGING, PARTITION_LITERALS].includes(flag)));

/** Every flag as it is not recommended. */
export const ALL_OFF: Flags = Object.fromEntries(Object.entries<unknown>(recommended)
  .filter(([, value]) => typeof value === 'boolean').map(([flag, value]) => [flag, !value]));

/** What a template has of the notes of a profile, by logical id. */
export function notesResources(profile: Profile, flags: Flags, region?: string): Record<string, unknown> {
  const { stack, notes } = profileStack(new App({ context: flags }), profile, region);
  const { Resources } = Template.fromStack(stack).toJSON();
  const ids = notes.node.findAll().filter((construct) => CfnResource.isCfnResource(construct))
    .map(({ logicalId }): string => stack.resolve(logicalId));
  return Object.fromEntries(ids.map((id) => [id, Resources[id]]));
}
