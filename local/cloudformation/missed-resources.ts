import { isMissed } from './emulated-types';
import { Stack } from './stack';
import { Resource } from './template';

/** How many resources of a type are named. */
const NAMED = 3;

/** Lists the resources in the templates that are not emulated, by type. */
export function missedResources(stacks: readonly Stack[]): string[] {
  const names = new Map<string, string[]>();
  for (const [logicalId, resource] of stacks.flatMap((stack) => stack.created)) {
    if (isMissed(resource.Type)) {
      names.set(resource.Type, [...names.get(resource.Type) ?? [], constructPath(resource) ?? logicalId]);
    }
  }
  return [...names].sort(([one], [other]) => one.localeCompare(other)).map(([type, all]) => {
    const more = all.length > NAMED ? [`${all.length - NAMED} more`] : [];
    return `${type}: ${[...all.slice(0, NAMED), ...more].join(', ')}`;
  });
}

/** The path of the construct that a developer wrote. */
function constructPath({ Metadata = {} }: Resource): string | undefined {
  const { 'aws:cdk:path': path } = Metadata;
  return typeof path === 'string' ? path.replace(/\/(?:Resource|Default)$/, '') : undefined;
}
