import { CfnResource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** The CloudFormation resources in a tree whose type matches. Not found by class: an app can hold two copies of the CDK. */
export function cfnResources(tree: IConstruct, type: RegExp): CfnResource[] {
  return tree.node
    .findAll()
    .filter((construct) => CfnResource.isCfnResource(construct))
    .filter(({ cfnResourceType }) => type.test(cfnResourceType));
}

/** The properties as they will be in the template, overrides applied. */
export function renderedProperties(resource: CfnResource): Record<string, unknown> {
  const { Resources } = Stack.of(resource).resolve((resource as unknown as Rendering)._toCloudFormation());
  return Object.values<{ Properties?: Record<string, unknown> }>(Resources)[0].Properties ?? {};
}

/** The CDK's internal renderer, the only place where overrides are applied. */
interface Rendering {
  _toCloudFormation(): object;
}
