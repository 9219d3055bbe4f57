import { App, CfnResource } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import { Profile, profileStack } from './profiles';

type Flags = Record<string, unknown>;

/** Makes the CDK merge statements that allow the same. */
export const STATEMENT_MERGING = '@aws-cdk/aws-iam:minimizePolicies';

/** Makes the CDK write the partition of a known region as text. */
export const PARTITION_LITERALS = '@aws-cdk/core:enablePartitionLiterals';

/** Every flag with its recommended value, except those two, which write the same in another way. */
export const ALL_ON: Flags = Object.fromEntries(Object.entries(recommended)
  .filter(([flag]) => ![STATEMENT_MERGING, PARTITION_LITERALS].includes(flag)));

/** Every flag with the opposite of its recommended value. */
export const ALL_OFF: Flags = Object.fromEntries(Object.entries<unknown>(recommended)
  .filter(([, value]) => typeof value === 'boolean').map(([flag, value]) => [flag, !value]));

/** The resources of a profile's notes in a template, by logical id. */
export function notesResources(profile: Profile, flags: Flags, region?: string): Record<string, unknown> {
  const { stack, notes } = profileStack(new App({ context: flags }), profile, region);
  const { Resources } = Template.fromStack(stack).toJSON();
  const ids = notes.node.findAll().filter((construct) => CfnResource.isCfnResource(construct))
    .map(({ logicalId }): string => stack.resolve(logicalId));
  return Object.fromEntries(ids.map((id) => [id, Resources[id]]));
}
