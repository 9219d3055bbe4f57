import { References } from './intrinsics';

/** A value that only a deployment knows, such as an attribute of a resource that is not emulated. */
export class UnknownValue extends Error {
  readonly placeholder: string;

  constructor(name: string, reason: string) {
    super(reason);
    this.placeholder = `unknown:${name}`;
  }
}

/** Resolves an unknown value to a placeholder, and reports it once. */
export function withPlaceholders(references: References, onUnknown: (problem: string) => void): References {
  const told = new Set<string>();
  const known = <Value>(read: () => Value): Value | string => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UnknownValue)) {
        throw error;
      }
      const { message, placeholder } = error;
      if (!told.has(message)) {
        told.add(message);
        onUnknown(`${message}, so its value is ${placeholder} here`);
      }
      return placeholder;
    }
  };
  return {
    ref: (name) => known(() => references.ref(name)),
    getAtt: (logicalId, attribute) => known(() => references.getAtt(logicalId, attribute)),
    condition: (name) => references.condition(name),
    mapping: (map, topKey, secondKey) => references.mapping(map, topKey, secondKey),
    importValue: (name) => known(() => references.importValue(name)),
    dynamicReference: (service, key) => known(() => references.dynamicReference(service, key)),
  };
}
