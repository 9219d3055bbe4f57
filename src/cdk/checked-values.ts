import { Duration, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** A value as an error message shows it: a construct by its path. */
export function shown(value: unknown): string {
  if (typeof value === 'function') {
    return 'a function';
  }
  // JSON cannot express NaN, Infinity, bigints and symbols.
  if (['bigint', 'number', 'symbol'].includes(typeof value)) {
    return String(value);
  }
  try {
    return `${JSON.stringify(value, (_, part) => Construct.isConstruct(part) ? part.node.path : part)}`;
  } catch {
    return 'an object that JSON cannot show';
  }
}

export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function checkedObject<Value extends object>(name: string, value: Value, example: string): Value {
  if (!isObject(value)) {
    throw new Error(`"${name}" is ${shown(value)}: use an object such as ${example}`);
  }
  return value;
}

/** Whether it is a string that matches: RegExp.test would convert anything else to one first. */
export function matches(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}

export function checkedList<Element>(name: string, list: Element[], remedy: string): Element[] {
  if (!Array.isArray(list) || list.length === 0) {
    throw new Error(`"${name}" is ${shown(list)}: ${remedy}`);
  }
  return list;
}

export function checkedText(name: string, text: string, remedy: string): string {
  if (typeof text !== 'string' || text.trim() === '') {
    throw new Error(`"${name}" is ${shown(text)}: ${remedy}`);
  }
  return text;
}

export function knownMilliseconds(name: string, duration: Duration, example: number): number {
  if (typeof duration?.toMilliseconds !== 'function') {
    throw new Error(`"${name}" is ${shown(duration)}: use a Duration such as Duration.millis(${example})`);
  }
  if (duration.isUnresolved()) {
    throw new Error(`"${name}" is only known at deployment: use a Duration that is known at synthesis, such as Duration.millis(${example})`);
  }
  return duration.toMilliseconds({ integral: false });
}

/** A part of an ARN without the characters that would widen a policy: wildcards, variables and separators. */
export function checkedArnPart(name: string, text: string): string {
  if (!Token.isUnresolved(text) && !matches(text, /^[^*?$:/\s]+$/)) {
    throw new Error(`"${name}" is ${shown(text)}: use the exact value, without wildcards, because it becomes part of the ARNs in policies`);
  }
  return text;
}

/** A path of a REST API without parameters or wildcards. */
export function checkedPath(name: string, path: string, remedy: string): string {
  if (!Token.isUnresolved(path) && !matches(path, /^\/[^{}*?$]*$/)) {
    throw new Error(`"${name}" is ${shown(path)}: ${remedy}`);
  }
  return path;
}
