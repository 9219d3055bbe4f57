import { References } from './intrinsics';
import { mapStrings } from './strings';

const DYNAMIC_REFERENCE = /\{\{resolve:(ssm|ssm-secure|secretsmanager):([^{}]+)\}\}/g;

/** Replaces the dynamic references in the strings of a value. */
export function withDynamicReferences(value: unknown, references: References): unknown {
  return mapStrings(value, (text) =>
    text.replace(DYNAMIC_REFERENCE, (_reference, service: string, key: string) => references.dynamicReference(service, key)));
}
