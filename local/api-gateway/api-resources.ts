import { Stack, StackResource } from '../cloudformation/stack';

interface ApiMember {
  readonly RestApiId: string;
}

/** The resources of a type that belong to an API: first those in its own stack, then those in stacks that import the API. */
export function apiResources<Properties extends ApiMember>(stack: Stack, apiId: string, type: string): StackResource<Properties>[] {
  return [stack, ...stack.assembly.filter((other) => other !== stack)]
    .flatMap((owner) => owner.resources<Properties>(type))
    .filter(({ properties }) => belongs(properties, apiId));
}

// An id that cannot be resolved belongs to an API outside the assembly.
function belongs(properties: ApiMember, apiId: string): boolean {
  try {
    return properties.RestApiId === apiId;
  } catch {
    return false;
  }
}
