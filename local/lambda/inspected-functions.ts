import { Inspector } from './inspector';
import { Stack } from '../cloudformation/stack';

/** The inspectors by the ARN of their function. An inspector names a function by its logical id, or by a part of its construct path. */
export function inspectedFunctions(
  stacks: readonly Stack[], inspectors: readonly Inspector[], onProgress: (line: string) => void,
): ReadonlyMap<string, Inspector> {
  const functions = stacks.flatMap((stack) => stack.resources('AWS::Lambda::Function').map(({ arn, logicalId, physicalId }) => ({
    arn,
    names: [logicalId, physicalId],
    path: String(stack.synthesized.template.Resources?.[logicalId].Metadata?.['aws:cdk:path'] ?? logicalId).replace(/\/Resource$/, ''),
  })));
  return new Map(inspectors.map((inspector): [string, Inspector] => {
    const name = inspector.name.toLowerCase();
    const exact = functions.filter(({ names, path }) => [...names, path].some((known) => known.toLowerCase() === name));
    const found = exact.length ? exact : functions.filter(({ path }) => path.toLowerCase().includes(name));
    if (found.length !== 1) {
      const choice = (found.length ? found : functions).map(({ path }) => path).join(', ');
      throw new Error(`--inspect ${inspector.name} names ${found.length ? 'several functions' : 'no function'}: choose one of ${choice}`);
    }
    onProgress(`${found[0].path} can be debugged at ${inspector.address}: its timeout is off`);
    return [found[0].arn, inspector];
  }));
}
