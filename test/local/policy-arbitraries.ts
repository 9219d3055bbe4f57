import fc from 'fast-check';
import { AskedAccess } from './iam-simulate';
import { Statement } from '../../local/iam/policy';

const ACCOUNTS = ['123456789012', '210987654321'];
const ACTIONS = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:PartiQLSelect', 'logs:PutLogEvents'];
const NAMES = ['red', 'Red', 'r.d', '$red', '(red|blue)', 'red:1', 'red:2', 'red/blue'];
/** Values of keys can contain wildcards; requested resources cannot. */
const TEXTS = [...NAMES, 'r*d', 'r?d'];
const PRINCIPALS = NAMES.map((name) => `role/${name}`);

/** The type of the values of a condition key. */
type Kind = 'text' | 'arn' | 'flag' | 'address';

/** The condition keys, by the type of their values, and whether they may have several. */
const KEYS: Record<Kind, Record<string, boolean>> = {
  text: { 'team': false, 'test:Project': false, 'test:Teams': true },
  arn: { 'aws:PrincipalArn': false, 'test:Principals': true },
  flag: { 'aws:SecureTransport': false, 'test:Flags': true },
  address: { 'aws:SourceIp': false, 'test:Addresses': true },
};

const VALUES: Record<Kind, string[]> = {
  text: TEXTS,
  arn: PRINCIPALS.flatMap((name) => ACCOUNTS.map((account) => `arn:aws:iam::${account}:${name}`)),
  flag: ['true', 'false'],
  address: ['10.0.0.1', '10.0.0.200', '10.0.1.1', '192.168.0.1', '2001:db8::1', '2001:db9::1'],
};
const OPERATORS: Record<Kind, string[]> = {
  text: ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike'],
  arn: ['ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike'],
  // iam-simulate does not accept other values as booleans.
  flag: ['Bool'],
  address: ['IpAddress', 'NotIpAddress'],
};
/**
 * Without 0.0.0.0/0, which never matches in iam-simulate, and without single addresses: for those, iam-simulate decides nothing about
 * addresses of the other version.
 */
const RANGES = ['10.0.0.1/32', '10.0.0.0/25', '10.0.0.0/24', '10.0.0.0/8', '2001:db8::1/128', '2001:db8::/32', '2001:db8::/31', '::/0'];

const kinds = Object.keys(KEYS) as Kind[];

/** One value or a list, as in policies. */
const oneOrMore = <T>(element: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> =>
  fc.oneof(element, fc.array(element, { minLength: 1, maxLength: 3 }));

/** A text with parts replaced by wildcards. */
const globbed = (text: string): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constant(text),
    fc
      .tuple(fc.nat(text.length), fc.nat(text.length))
      .map(([one, other]) => `${text.slice(0, Math.min(one, other))}*${text.slice(Math.max(one, other))}`),
    fc
      .array(fc.nat(text.length - 1), { maxLength: 3 })
      .map((places) => [...text].map((character, at) => (places.includes(at) ? '?' : character)).join('')),
    fc.nat(text.length).map((place) => `${text.slice(0, place)}?${text.slice(place)}`),
  );
const globOf = (texts: readonly string[]) => fc.constantFrom(...texts).chain(globbed);

/** A text with a variable for a value. */
const withVariable = fc.oneof(
  fc.constantFrom('${team}', '${Team}', '${test:Project}'),
  fc
    .tuple(fc.constantFrom('', 'r', '*'), fc.constantFrom('${team}', '${test:Project}'), fc.constantFrom('', 'd', '*', '?'))
    .map((parts) => parts.join('')),
);

/** A pattern, sometimes with a variable for a literal wildcard character. */
const pattern = fc.oneof(globOf(NAMES), withVariable, fc.constantFrom('r${*}d', 'r${?}d', '${$}red'));

const action = fc.oneof(
  fc.constant('*'),
  // IAM accepts no wildcard in the name of a service.
  fc.constantFrom(...ACTIONS).chain((name) => globbed(name.split(':')[1]).map((operation) => `${name.split(':')[0]}:${operation}`)),
  fc.constantFrom(...ACTIONS).map((name) => name.toUpperCase()),
);

const resource = fc.oneof(
  fc.constantFrom('*', 'arn:aws:dynamodb:*'),
  // Whole ARNs, where no wildcard can extend beyond its part: AWS allows that, iam-simulate does not. IAM accepts no wildcard in a
  // resource's type.
  fc.tuple(globOf(['us-east-1']), globOf(ACCOUNTS), fc.oneof(pattern, fc.constant('*')))
    .map(([region, account, table]) => `arn:aws:dynamodb:${region}:${account}:table/${table}`),
);

/** The values of a condition: an ARN by its parts, and without variables, because iam-simulate treats their colons as separators. */
const wanted = (kind: Kind, operator: string): fc.Arbitrary<string> => {
  if (kind === 'flag') {
    return fc.constantFrom('true', 'false', 'True');
  }
  if (kind === 'address') {
    return fc.constantFrom(...RANGES);
  }
  if (kind === 'arn') {
    return fc.tuple(globOf(ACCOUNTS), globOf(PRINCIPALS)).map(([account, name]) => `arn:aws:iam::${account}:${name}`);
  }
  // AWS supports ${*} in every text, iam-simulate in patterns only.
  return operator.endsWith('Like') ? pattern : fc.oneof(fc.constantFrom(...TEXTS), withVariable);
};

/** A condition's operator, key and values. */
type Condition = readonly [operator: string, key: string, values: string | string[]];

/** The set operators for a key: without one, the local stack does not decide about several values. */
const sets = (multivalued: boolean) => fc.constantFrom(...multivalued ? [] : [''], 'ForAllValues:', 'ForAnyValue:');

const comparison = fc.constantFrom(...kinds)
  .chain((kind) => fc.tuple(fc.constant(kind), fc.constantFrom(...Object.entries(KEYS[kind])), fc.constantFrom(...OPERATORS[kind])))
  .chain(([kind, [key, multivalued], operator]) =>
    fc
      .tuple(sets(multivalued), fc.constantFrom('', 'IfExists'), oneOrMore(wanted(kind, operator)))
      .map(([set, ifExists, values]): Condition => [`${set}${operator}${ifExists}`, key, values]),
  );

const absence = fc.tuple(fc.constantFrom(...kinds.flatMap((kind) => Object.keys(KEYS[kind]))), fc.constantFrom('true', 'false'))
  .map(([key, value]): Condition => ['Null', key, value]);

const conditions = fc
  .array(fc.oneof({ weight: 6, arbitrary: comparison }, { weight: 1, arbitrary: absence }), { maxLength: 2 })
  .map((all) => {
    const keysOf = (operator: string) =>
      Object.fromEntries(all.filter(([other]) => other === operator).map(([, key, values]) => [key, values]));
    return Object.fromEntries(all.map(([operator]) => [operator, keysOf(operator)]));
  });

/** An element or its opposite. */
const element = (name: string, value: fc.Arbitrary<string>) => fc.tuple(fc.constantFrom(name, name, `Not${name}`), oneOrMore(value))
  .map(([key, values]) => ({ [key]: values }));

const statement = fc
  .tuple(fc.constantFrom('Allow', 'Allow', 'Deny'), element('Action', action), element('Resource', resource), fc.option(conditions))
  .map(([Effect, actions, resources, Condition]): Statement => ({ Effect, ...actions, ...resources, ...(Condition && { Condition }) }));

/** Statements with the elements that the local stack supports. */
export const statements = fc.array(statement, { maxLength: 4 });

const keys = fc.record(Object.fromEntries(kinds.flatMap((kind) => Object.entries(KEYS[kind]).map(([key, multivalued]) => [
  key,
  // The local stack does not decide about a variable without a value.
  fc.array(fc.constantFrom(...VALUES[kind]), { minLength: kind === 'text' && !multivalued ? 1 : 0, maxLength: multivalued ? 3 : 1 }),
]))));

/** A request with every value that the statements need. */
export const request: fc.Arbitrary<AskedAccess> = fc.record({
  action: fc.constantFrom(...ACTIONS),
  resource: fc.tuple(fc.constantFrom('us-east-1', 'eu-west-1'), fc.constantFrom(...ACCOUNTS), fc.constantFrom(...NAMES))
    .map(([region, account, table]) => `arn:aws:dynamodb:${region}:${account}:table/${table}`),
  keys,
  multivalued: fc.constant(kinds.flatMap((kind) => Object.keys(KEYS[kind]).filter((key) => KEYS[kind][key]))),
});
