import { missingLookups, readAssembly, SynthesizedStack } from './assembly';
import { InvokeUrls } from './invoke-urls';
import { missedResources } from './missed-resources';
import { Stack } from './stack';

/** The stacks of an assembly, with its warnings and the resources that are not emulated; throws if the app reports errors. */
export function deployableStacks(assembly: string, invokeUrls: InvokeUrls, onProgress: (line: string) => void): Stack[] {
  const stacks = Stack.all(readSound(assembly, onProgress), invokeUrls, onProgress);
  const missed = missedResources(stacks);
  if (missed.length) {
    onProgress(['in the templates, but not emulated here:', ...missed].join('\n  '));
  }
  return stacks;
}

/** Throws if the app reports errors, like the CDK CLI. */
function readSound(assembly: string, onProgress: (line: string) => void): SynthesizedStack[] {
  const synthesized = readAssembly(assembly);
  for (const warning of synthesized.flatMap(({ warnings }) => warnings)) {
    onProgress(`warning: ${warning}`);
  }
  const errors = synthesized.flatMap((stack) => stack.errors);
  if (errors.length) {
    throw new Error(errors.join('\n'));
  }
  const lookups = missingLookups(assembly);
  if (lookups.length) {
    onProgress(`values that the app looks up in an AWS account are placeholders here (${lookups.join(', ')}): to get the real ones, run "npx cdk synth" `
      + 'once with credentials, which saves them in cdk.context.json, and set CDK_DEFAULT_ACCOUNT and CDK_DEFAULT_REGION to that account');
  }
  return synthesized;
}
