import { isMissed } from './emulated-types';
import { Stack } from './stack';
import { Resource } from './template';

/** The number of resources of a type that are named. */
const NAMED = 3;

/** Lists the resources in the templates that are not emulated, by type. */
export function missedResources(stacks: readonly Stack[]): string[] {
  const names = new Map<string, string[]>();
  for (const [logicalId, resource] of stacks.flatMap((stack) => stack.created)) {
    const kind = missedKind(resource);
    if (kind !== undefined) {
      names.set(kind, [...names.get(kind) ?? [], constructPath(resource) ?? logicalId]);
    }
  }
  return [...names].sort(([one], [other]) => one.localeCompare(other)).map(([type, all]) => {
    const more = all.length > NAMED ? [`${all.length - NAMED} more`] : [];
    return `${type}: ${[...all.slice(0, NAMED), ...more].join(', ')}`;
  });
}

/** The type of a resource that is not emulated, for a function with its runtime; undefined for another resource. */
function missedKind({ Properties: { PackageType, Runtime } = {}, Type }: Resource): string | undefined {
  if (Type === 'AWS::Lambda::Function') {
    const runtime = PackageType === 'Image' ? 'a container image' : Runtime;
    return typeof runtime === 'string' && !runtime.startsWith('nodejs') ? `${Type} on ${runtime}` : undefined;
  }
  return isMissed(Type) ? Type : undefined;
}

/** The path of the construct that a developer wrote. */
function constructPath({ Metadata = {} }: Resource): string | undefined {
  const { 'aws:cdk:path': path } = Metadata;
  return typeof path === 'string' ? path.replace(/\/(?:Resource|Default)$/, '') : undefined;
}
