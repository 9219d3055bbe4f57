import { CfnResource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** A resource as it is in the template. */
interface RenderedResource {
  readonly logicalId: string;
  readonly Condition?: string;
  readonly Properties?: Record<string, unknown>;
}

/** The CloudFormation resources in a tree whose type matches. Not found by class: an app can hold two copies of the CDK. */
export function cfnResources(tree: IConstruct, type: RegExp): CfnResource[] {
  return tree.node.findAll().filter((construct) => isOfType(construct, type));
}

/** The resources of a stack itself, without the stacks in it. */
export function cfnResourcesInStack(stack: Stack, type: RegExp): CfnResource[] {
  const found: CfnResource[] = [];
  const collect = (construct: IConstruct): void => {
    for (const child of construct.node.children) {
      if (!Stack.isStack(child)) {
        if (isOfType(child, type)) {
          found.push(child);
        }
        collect(child);
      }
    }
  };
  collect(stack);
  return found;
}

function isOfType(construct: IConstruct, type: RegExp): construct is CfnResource {
  return CfnResource.isCfnResource(construct) && type.test(construct.cfnResourceType);
}

/** The resource as it will be in the template, overrides applied. */
export function rendered(resource: CfnResource): RenderedResource {
  const { Resources } = Stack.of(resource).resolve((resource as unknown as Rendering)._toCloudFormation());
  const [[logicalId, resourceInTemplate]] = Object.entries<Omit<RenderedResource, 'logicalId'>>(Resources);
  return { ...resourceInTemplate, logicalId };
}

export function renderedProperties(resource: CfnResource): Record<string, unknown> {
  return rendered(resource).Properties ?? {};
}

/** The CDK's internal renderer, the only place where overrides are applied. */
interface Rendering {
  _toCloudFormation(): object;
}
