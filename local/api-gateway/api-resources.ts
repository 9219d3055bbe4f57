import { Stack, StackResource } from '../cloudformation/stack';

interface ApiMember {
  readonly RestApiId: string;
}

/** The resources of a type that belong to an API: those of its own stack first, then those of stacks that import it. */
export function apiResources<Properties extends ApiMember>(stack: Stack, apiId: string, type: string): StackResource<Properties>[] {
  return [stack, ...stack.assembly.filter((other) => other !== stack)]
    .flatMap((owner) => owner.resources<Properties>(type))
    .filter(({ properties }) => belongs(properties, apiId));
}

// An id that cannot be resolved here is of an API that is not served here.
function belongs(properties: ApiMember, apiId: string): boolean {
  try {
    return properties.RestApiId === apiId;
  } catch {
    return false;
  }
}
