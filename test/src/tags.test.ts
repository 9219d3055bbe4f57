import { App, CfnResource, TagManager, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ALL_PROFILES, profileStack } from '../consumer/app/lib/profiles';
import { HANDLERS } from '../operations';

interface Taggable {
  readonly Tags?: { readonly Key: string; readonly Value: string }[];
  /** The tags of a global table, which are in another place. */
  readonly Replicas?: Taggable[];
}

const taggable = (resource: CfnResource) =>
  TagManager.isTaggable(resource) || TagManager.isTaggableV2(resource) || resource.cfnResourceType === 'AWS::DynamoDB::GlobalTable';

test.each(ALL_PROFILES)('a tag of the notes is on everything of the profile %s that takes tags', (profile) => {
  const { stack, notes } = profileStack(new App(), profile);
  Tags.of(notes).add('team', 'notes');
  const { Resources } = Template.fromStack(stack).toJSON();
  const resources = notes.node.findAll().filter((construct) => CfnResource.isCfnResource(construct)).filter(taggable);
  const bare = resources.filter(({ logicalId }) => {
    const properties: Taggable = Resources[stack.resolve(logicalId)].Properties;
    return (properties.Replicas ?? [properties]).some((part) => !part.Tags?.some(({ Key, Value }) => Key === 'team' && Value === 'notes'));
  });
  expect(bare.map(({ node }) => node.path)).toEqual([]);
  // A role, a log group and a function for each operation, and the API with its stage.
  expect(resources.length).toBeGreaterThanOrEqual(3 * HANDLERS.length + 2);
});
