import { ContextKeys } from '../../local/iam/context-keys';
import { AccessRequest, evaluate, Statement } from '../../local/iam/policy';

const TABLE = 'arn:aws:dynamodb:us-east-1:123456789012:table/Orders';

const context = new ContextKeys({
  'aws:PrincipalAccount': ['123456789012'],
  'aws:PrincipalArn': ['arn:aws:iam::123456789012:role/clerk'],
  'aws:SecureTransport': ['true'],
  'aws:VpcSourceIp': ['192.0.2.130'],
  'dynamodb:EnclosingOperation': [],
  'dynamodb:LeadingKeys': ['ann', 'bob'],
  'test:Pattern': ['O*'],
  'test:RegExp': ['Order.'],
});

const getItem: AccessRequest = { action: 'dynamodb:GetItem', resource: TABLE, context };

const allow: Statement = { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: TABLE };
const deny: Statement = { ...allow, Effect: 'Deny' };

const effectOf = (...statements: Statement[]) => evaluate(statements, getItem).effect;
const other = (element: object): Statement => element;

describe('the effect of statements', () => {
  test.each<[string, Statement[], string]>([
    ['none', [], 'implicit deny'],
    ['one that allows', [allow], 'allow'],
    ['one that denies', [deny], 'explicit deny'],
    ['a deny after an allow', [allow, deny], 'explicit deny'],
    ['a deny before an allow', [deny, allow], 'explicit deny'],
    ['a deny of something else', [allow, { ...deny, Action: 'dynamodb:PutItem' }], 'allow'],
    ['another action', [{ ...allow, Action: 'dynamodb:PutItem' }], 'implicit deny'],
    ['another resource', [{ ...allow, Resource: `${TABLE}s` }], 'implicit deny'],
    ['an effect that there is not', [{ ...allow, Effect: 'allow' }], 'explicit deny'],
  ])('%s', (_what, statements, effect) => {
    expect(effectOf(...statements)).toBe(effect);
  });
});

describe('an element matches', () => {
  test.each<[string, Partial<Statement>, boolean]>([
    ['any of a list of actions', { Action: ['dynamodb:Query', 'dynamodb:GetItem'] }, true],
    ['an action in another case', { Action: 'DynamoDB:getitem' }, true],
    ['actions by *', { Action: 'dynamodb:Get*' }, true],
    ['actions by ?', { Action: 'dynamodb:GetIte?' }, true],
    ['all actions', { Action: '*' }, true],
    ['no action that only begins so', { Action: 'dynamodb:Get' }, false],
    ['no action that only ends so', { Action: 'GetItem' }, false],
    ['no character with *? alone', { Action: 'dynamodb:GetItem?' }, false],
    ['a . as itself', { Action: 'dynamodb.GetItem' }, false],
    ['what NotAction leaves', { Action: undefined, NotAction: ['dynamodb:Put*', 'dynamodb:Query'] }, true],
    ['nothing that NotAction names', { Action: undefined, NotAction: ['dynamodb:Put*', 'dynamodb:Get*'] }, false],
    ['all resources', { Resource: '*' }, true],
    ['any of a list of resources', { Resource: ['arn:aws:s3:::x', TABLE] }, true],
    ['resources by *', { Resource: 'arn:aws:dynamodb:*:*:table/Or*' }, true],
    ['resources by * beyond a part of their ARN', { Resource: 'arn:aws:*/Orders' }, true],
    ['no resource in another case', { Resource: TABLE.toLowerCase() }, false],
    ['no index with its table', { Resource: `${TABLE}/index/*` }, false],
    ['what NotResource leaves', { Resource: undefined, NotResource: 'arn:aws:s3:::*' }, true],
    ['nothing that NotResource names', { Resource: undefined, NotResource: [TABLE] }, false],
    ['a policy variable by its value', { Resource: 'arn:aws:dynamodb:us-east-1:${aws:PrincipalAccount}:table/Orders' }, true],
    ['the wildcard in a value as itself', { Resource: 'arn:aws:dynamodb:us-east-1:123456789012:table/${test:Pattern}' }, false],
    ['a . in a value as itself', { Resource: 'arn:aws:dynamodb:us-east-1:123456789012:table/${test:RegExp}' }, false],
    ['an escaped wildcard as itself', { Resource: 'arn:aws:dynamodb:us-east-1:123456789012:table/${*}' }, false],
  ])('%s', (_what, element, applies) => {
    expect(effectOf({ ...allow, ...element })).toBe(applies ? 'allow' : 'implicit deny');
    expect(effectOf({ ...deny, ...element })).toBe(applies ? 'explicit deny' : 'implicit deny');
  });
});

describe('what is not known', () => {
  test.each<[string, Statement, string]>([
    [
      'an operator',
      { Condition: { NumericEquals: { 'aws:PrincipalAccount': '1' } } },
      'the condition operator NumericEquals is not supported',
    ],
    [
      'an operator of Object',
      { Condition: { constructor: { 'aws:PrincipalAccount': '1' } } },
      'the condition operator constructor is not supported',
    ],
    [
      'a set operator',
      { Condition: { 'ForSome:StringEquals': { 'aws:PrincipalAccount': '1' } } },
      'the condition operator ForSome:StringEquals is not supported',
    ],
    ['a condition key', { Condition: { StringEquals: { 'aws:SourceIp': '1' } } }, 'the local stack does not know the condition key aws:SourceIp'],
    [
      'a negated condition key',
      { Condition: { StringNotEquals: { 'aws:SourceIp': '1' } } },
      'the local stack does not know the condition key aws:SourceIp',
    ],
    ['whether a key is there', { Condition: { Null: { 'aws:SourceIp': 'true' } } }, 'the local stack does not know the condition key aws:SourceIp'],
    ['several values without a set operator', { Condition: { StringEquals: { 'dynamodb:LeadingKeys': 'ann' } } },
      'the condition key dynamodb:LeadingKeys has several values: it needs ForAllValues or ForAnyValue'],
    ['a policy variable', { Resource: 'arn:${aws:username}' }, 'the local stack does not know the condition key aws:username'],
    [
      'a policy variable of several values',
      { Resource: 'arn:${dynamodb:LeadingKeys}' },
      'the policy variable ${dynamodb:LeadingKeys} does not have exactly one value',
    ],
    ['a range of addresses', { Condition: { IpAddress: { 'aws:VpcSourceIp': '192.0.2.0/33' } } }, '192.0.2.0/33 is not an IP address or a CIDR range'],
    ['an address that is none', { Condition: { NotIpAddress: { 'aws:VpcSourceIp': 'localhost' } } }, 'localhost is not an IP address or a CIDR range'],
    ['an element', other({ Principal: '*' }), 'the policy element Principal is not supported: "*"'],
    ['no action', { Action: undefined }, expect.stringMatching(/^the Action of a statement cannot be evaluated: /)],
    ['no resource', { Resource: [] }, expect.stringMatching(/^the Resource of a statement cannot be evaluated: /)],
    ['an action that is no text', other({ Action: { Ref: 'Action' } }), expect.stringMatching(/^the Action of a statement cannot be evaluated: /)],
  ])('never allows and always denies: %s', (_what, element, reason) => {
    expect(evaluate([{ ...allow, ...element }], getItem)).toEqual({ effect: 'implicit deny', undecided: [reason] });
    expect(evaluate([allow, { ...deny, ...element }], getItem)).toEqual({ effect: 'explicit deny', undecided: [reason] });
    expect(evaluate([allow, { ...allow, ...element }], getItem)).toEqual({ effect: 'allow', undecided: [reason] });
  });

  test('does not matter in a statement about other actions', () => {
    const statement = other({ Effect: 'Deny', Action: 'dynamodb:PutItem', Principal: '*' });
    expect(evaluate([allow, statement], getItem)).toEqual({ effect: 'allow', undecided: [] });
  });
});

describe('a condition', () => {
  test.each<[operator: string, key: string, wanted: string | boolean | string[], met: boolean]>([
    ['StringEquals', 'aws:PrincipalAccount', '123456789012', true],
    ['StringEquals', 'AWS:principalaccount', '123456789012', true],
    ['StringEquals', 'aws:PrincipalAccount', ['1', '123456789012'], true],
    ['StringEquals', 'aws:PrincipalAccount', '1234*', false],
    ['StringEquals', 'aws:PrincipalAccount', '${aws:PrincipalAccount}', true],
    ['StringEquals', 'test:Pattern', 'o*', false],
    ['StringEquals', 'test:Pattern', 'O${*}', true],
    ['StringEquals', 'dynamodb:EnclosingOperation', 'TransactWriteItems', false],
    ['StringEqualsIfExists', 'dynamodb:EnclosingOperation', 'TransactWriteItems', true],
    ['StringEqualsIfExists', 'aws:PrincipalAccount', '1', false],
    ['StringEqualsIgnoreCase', 'test:Pattern', 'o*', true],
    ['StringNotEquals', 'aws:PrincipalAccount', '1', true],
    ['StringNotEquals', 'aws:PrincipalAccount', ['1', '123456789012'], false],
    ['StringNotEquals', 'dynamodb:EnclosingOperation', 'TransactWriteItems', true],
    ['StringNotEqualsIgnoreCase', 'test:Pattern', 'o*', false],
    ['StringLike', 'aws:PrincipalAccount', '1234*', true],
    ['StringLike', 'aws:PrincipalAccount', '1234?', false],
    ['StringNotLike', 'aws:PrincipalAccount', '1234*', false],
    ['Bool', 'aws:SecureTransport', 'true', true],
    ['Bool', 'aws:SecureTransport', true, true],
    ['Bool', 'aws:SecureTransport', 'false', false],
    ['IpAddress', 'aws:VpcSourceIp', '192.0.2.130', true],
    ['IpAddress', 'aws:VpcSourceIp', '192.0.2.13', false],
    ['IpAddress', 'aws:VpcSourceIp', '192.0.2.128/25', true],
    ['IpAddress', 'aws:VpcSourceIp', '192.0.2.0/25', false],
    ['IpAddress', 'aws:VpcSourceIp', '0.0.0.0/0', true],
    ['IpAddress', 'aws:VpcSourceIp', ['198.51.100.0/24', '192.0.2.0/24'], true],
    ['IpAddress', 'aws:VpcSourceIp', '2001:db8::/32', false],
    ['IpAddress', 'aws:VpcSourceIp', '::/0', false],
    ['NotIpAddress', 'aws:VpcSourceIp', '::/0', true],
    ['NotIpAddress', 'aws:VpcSourceIp', '192.0.2.0/24', false],
    ['NotIpAddress', 'aws:VpcSourceIp', '198.51.100.0/24', true],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/cl*', true],
    ['ArnEquals', 'aws:PrincipalArn', 'arn:*:iam::123456789012:role/clerk', true],
    ['ArnLike', 'aws:PrincipalArn', 'arn:*', false],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam:*:role/clerk', false],
    ['ArnLike', 'aws:PrincipalArn', '${aws:PrincipalArn}', true],
    ['ArnNotLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/cl*', false],
    ['ArnNotEquals', 'aws:PrincipalArn', 'arn:aws:iam::123456789012:role/boss', true],
    ['ForAllValues:StringEquals', 'dynamodb:LeadingKeys', ['ann', 'bob', 'cid'], true],
    ['ForAllValues:StringEquals', 'dynamodb:LeadingKeys', ['ann'], false],
    ['ForAllValues:StringLike', 'dynamodb:LeadingKeys', ['a*', 'b?b'], true],
    ['ForAllValues:StringEquals', 'dynamodb:EnclosingOperation', 'TransactWriteItems', true],
    ['ForAnyValue:StringEquals', 'dynamodb:LeadingKeys', 'bob', true],
    ['ForAnyValue:StringEquals', 'dynamodb:LeadingKeys', 'cid', false],
    ['ForAnyValue:StringLike', 'dynamodb:LeadingKeys', 'b*', true],
    ['ForAnyValue:StringEquals', 'dynamodb:EnclosingOperation', 'TransactWriteItems', false],
    ['ForAnyValue:StringNotEquals', 'dynamodb:LeadingKeys', 'ann', true],
    ['ForAllValues:StringNotEquals', 'dynamodb:LeadingKeys', 'ann', false],
    ['Null', 'dynamodb:EnclosingOperation', 'true', true],
    ['Null', 'dynamodb:EnclosingOperation', 'false', false],
    ['Null', 'aws:PrincipalAccount', false, true],
  ])('%s of %s and %s is met: %s', (operator, key, wanted, met) => {
    const Condition = { [operator]: { [key]: wanted } };
    expect(effectOf({ ...allow, Condition })).toBe(met ? 'allow' : 'implicit deny');
    expect(effectOf({ ...deny, Condition })).toBe(met ? 'explicit deny' : 'implicit deny');
  });

  test.each([
    ['all operators', { StringEquals: { 'aws:PrincipalAccount': '123456789012' }, Bool: { 'aws:SecureTransport': 'false' } }],
    ['all keys of an operator', { StringEquals: { 'aws:PrincipalAccount': '123456789012', 'test:Pattern': 'other' } }],
  ])('is met by %s together', (_what, Condition) => {
    expect(effectOf({ ...allow, Condition })).toBe('implicit deny');
  });
});
