import { isMap, javaText } from './java-text';

type Method = (self: any, ...parameters: any[]) => unknown;

const COMMON: Record<string, Method> = {
  equals: (self: unknown, other) => self === other,
  toString: (self: unknown) => javaText(self),
};

/** The methods of Java's strings that JavaScript's do not have, or have with another meaning. */
const OF_STRINGS: Record<string, Method> = {
  ...COMMON,
  contains: (self: string, part) => self.includes(part),
  equalsIgnoreCase: (self: string, other) => self.toLowerCase() === String(other).toLowerCase(),
  isEmpty: (self: string) => self === '',
  length: (self: string) => self.length,
  matches: (self: string, pattern) => new RegExp(`^(?:${pattern})$`).test(self),
  replace: (self: string, part, other) => self.replaceAll(part, () => other),
  replaceAll: (self: string, pattern, replacement) => self.replace(new RegExp(pattern, 'g'), javaScriptReplacement(replacement)),
  replaceFirst: (self: string, pattern, replacement) => self.replace(new RegExp(pattern), javaScriptReplacement(replacement)),
  split: (self: string, pattern) => self.split(new RegExp(pattern)),
};

const OF_LISTS: Record<string, Method> = {
  ...COMMON,
  add: (self: unknown[], item) => self.push(item) > 0,
  contains: (self: unknown[], item) => self.includes(item),
  get: (self: unknown[], index) => self[index],
  isEmpty: (self: unknown[]) => self.length === 0,
  remove: (self: unknown[], index) => self.splice(index, 1)[0],
  set: (self: unknown[], index, item) => self.splice(index, 1, item)[0],
  size: (self: unknown[]) => self.length,
  subList: (self: unknown[], from, to) => self.slice(from, to),
};

const OF_MAPS: Record<string, Method> = {
  ...COMMON,
  containsKey: (self: object, name) => Object.hasOwn(self, name),
  containsValue: (self: object, value) => Object.values(self).includes(value),
  entrySet: (self: object) => Object.entries(self).map(([key, value]) => ({ key, value })),
  get: memberOf,
  isEmpty: (self: object) => Object.keys(self).length === 0,
  keySet: (self: object) => Object.keys(self),
  put: (self: Record<string, unknown>, name, value) => {
    const previous = memberOf(self, name);
    if (name !== '__proto__') {
      self[name] = value;
    }
    return previous;
  },
  putAll: (self: object, other: object) => void Object.assign(self, other),
  remove: (self: Record<string, unknown>, name) => {
    const previous = memberOf(self, name);
    delete self[name];
    return previous;
  },
  size: (self: object) => Object.keys(self).length,
  values: (self: object) => Object.values(self),
};

/** The method that Java has for a value; undefined if JavaScript's own is meant. */
export function javaMethod(self: unknown, name: string): Method | undefined {
  const methods = typeof self === 'string' ? OF_STRINGS : Array.isArray(self) ? OF_LISTS : isPlainMap(self) ? OF_MAPS : COMMON;
  return Object.hasOwn(methods, name) ? methods[name] : undefined;
}

function memberOf(self: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(self, name) ? self[name] : undefined;
}

/** Not `$input` and `$util`, which have their own methods. */
function isPlainMap(value: unknown): boolean {
  const prototype = isMap(value) && Object.getPrototypeOf(value);
  return prototype && Object.getPrototypeOf(prototype) === null;
}

/** Java escapes with a backslash what JavaScript escapes with a dollar sign. */
function javaScriptReplacement(replacement: string): string {
  return String(replacement).replace(/\\(.)|\$(?=[&`'])/gs, (_match, escaped?: string) => (escaped === undefined || escaped === '$' ? '$$' : escaped));
}
