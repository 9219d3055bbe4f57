import { BlockList, isIP } from 'node:net';
import { ContextKeys } from './context-keys';
import { list, OneOrMore } from './one-or-more';
import { expand, matchesArn, matchesPattern } from './pattern';
import { Undecidable } from './undecidable';

/** The Condition of a statement: by operator and condition key. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, OneOrMore<string | boolean>>>>>;

interface Comparison {
  readonly negated?: boolean;
  matches(wanted: string, value: string, context: ContextKeys): boolean;
}

const EQUAL: Comparison = { matches: (wanted, value, context) => expand(wanted, context) === value };
const EQUAL_IGNORING_CASE: Comparison = {
  matches: (wanted, value, context) => expand(wanted, context).toLowerCase() === value.toLowerCase(),
};
const LIKE: Comparison = { matches: (wanted, value, context) => matchesPattern(wanted, value, context) };
const ARN: Comparison = { matches: matchesArn };
const ADDRESS: Comparison = { matches: matchesAddress };

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  StringEquals: EQUAL,
  StringNotEquals: { ...EQUAL, negated: true },
  StringEqualsIgnoreCase: EQUAL_IGNORING_CASE,
  StringNotEqualsIgnoreCase: { ...EQUAL_IGNORING_CASE, negated: true },
  StringLike: LIKE,
  StringNotLike: { ...LIKE, negated: true },
  Bool: EQUAL_IGNORING_CASE,
  IpAddress: ADDRESS,
  NotIpAddress: { ...ADDRESS, negated: true },
  ArnEquals: ARN,
  ArnNotEquals: { ...ARN, negated: true },
  ArnLike: ARN,
  ArnNotLike: { ...ARN, negated: true },
};

/** The values of a key that must match: any or all. Without values, ForAllValues is met and ForAnyValue is not. */
const SET_OPERATORS: Readonly<Record<string, (values: readonly string[], matches: (value: string) => boolean) => boolean>> = {
  ForAllValues: (values, matches) => values.every(matches),
  ForAnyValue: (values, matches) => values.some(matches),
};

/** Whether all conditions are met. */
export function areMet(conditions: Conditions, context: ContextKeys): boolean {
  return Object.entries(conditions).every(([operator, keys]) => Object.entries(keys)
    .every(([key, wanted]) => isMet(operator, key, list(wanted).map(String), context)));
}

function isMet(operator: string, key: string, wanted: string[], context: ContextKeys): boolean {
  if (operator === 'Null') {
    return wanted.includes(String(context.get(key).length === 0));
  }
  const [, set, name, ifExists] = /^(?:(\w+):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (!Object.hasOwn(COMPARISONS, name ?? '') || (set && !Object.hasOwn(SET_OPERATORS, set))) {
    throw new Undecidable(`the condition operator ${operator} is not supported`);
  }
  const { matches, negated = false } = COMPARISONS[name];
  const values = context.get(key);
  const meets = (value: string) => wanted.some((one) => matches(one, value, context)) !== negated;
  if (set) {
    return SET_OPERATORS[set](values, meets);
  }
  if (values.length === 0) {
    return ifExists !== undefined || negated;
  }
  if (values.length > 1) {
    throw new Undecidable(`the condition key ${key} has several values: it needs ForAllValues or ForAnyValue`);
  }
  return meets(values[0]);
}

/** Whether an address equals another, or is in a CIDR range. */
function matchesAddress(range: string, value: string): boolean {
  const [network, prefix] = range.split('/');
  const bits = { 4: 32, 6: 128 }[isIP(network)];
  const length = Number(prefix ?? bits);
  if (!bits || !(length >= 0 && length <= bits)) {
    throw new Undecidable(`${range} is not an IP address or a CIDR range`);
  }
  const addresses = new BlockList();
  addresses.addSubnet(network, length, family(network));
  // A BlockList also matches IPv4 addresses against IPv6 ranges, as mapped addresses.
  return family(value) === family(network) && addresses.check(value, family(value));
}

function family(value: string): 'ipv4' | 'ipv6' {
  return isIP(value) === 6 ? 'ipv6' : 'ipv4';
}
