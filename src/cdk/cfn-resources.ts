import { CfnResource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** The CloudFormation resources of a tree whose types match. Not by their classes: an app can hold two copies of the CDK. */
export function cfnResources(tree: IConstruct, type: RegExp): CfnResource[] {
  return tree.node
    .findAll()
    .filter((construct) => CfnResource.isCfnResource(construct))
    .filter(({ cfnResourceType }) => type.test(cfnResourceType));
}

/** The properties as the template will have them, with what overrides make of them. */
export function renderedProperties(resource: CfnResource): Record<string, unknown> {
  const { Resources } = Stack.of(resource).resolve((resource as unknown as Rendering)._toCloudFormation());
  return Object.values<{ Properties?: Record<string, unknown> }>(Resources)[0].Properties ?? {};
}

/** What the CDK itself synthesises with, and is the only one to know overrides. */
interface Rendering {
  _toCloudFormation(): object;
}
