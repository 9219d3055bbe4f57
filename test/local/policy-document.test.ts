import { ContextKeys } from '../../local/iam/context-keys';
import { evaluate } from '../../local/iam/policy';
import { ofVersion } from '../../local/iam/policy-document';

const VARIABLE = '${aws:PrincipalAccount}';
const PRINCIPAL = 'arn:aws:iam::123456789012:role/${aws:PrincipalAccount}';

/** The decision of a policy of a version about a resource. */
function decision(version: string | undefined, element: object, resource = 'own/123456789012') {
  const context = new ContextKeys({ 'aws:PrincipalAccount': ['123456789012'], 'aws:PrincipalArn': [PRINCIPAL], 'test:Text': [VARIABLE] });
  return evaluate(ofVersion(version, [{ Effect: 'Allow', Action: 'test:Get', Resource: '*', ...element }]), {
    action: 'test:Get',
    resource,
    context,
  });
}

const LITERAL: [string, object, string?][] = [
  ['a resource', { Resource: `own/${VARIABLE}` }, `own/${VARIABLE}`],
  ['a resource by *', { Resource: 'own/${*}' }, `own/${VARIABLE}`],
  ['one of several resources', { Resource: ['other', `own/${VARIABLE}`] }, `own/${VARIABLE}`],
  ['a text', { Condition: { StringEquals: { 'test:Text': VARIABLE } } }],
  ['a text in any case', { Condition: { StringEqualsIgnoreCase: { 'test:Text': VARIABLE.toUpperCase() } } }],
  ['a pattern', { Condition: { StringLike: { 'test:Text': `*${VARIABLE}` } } }],
  ['an ARN', { Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/${aws:PrincipalAccount}' } } }],
];

const REPLACED: [string, object, string?][] = [
  ['a resource', { Resource: `own/${VARIABLE}` }],
  ['a text', { Condition: { StringEquals: { 'aws:PrincipalAccount': VARIABLE } } }],
  ['a pattern', { Condition: { StringLike: { 'aws:PrincipalAccount': `*${VARIABLE}` } } }],
  ['an ARN', { Condition: { ArnLike: { 'aws:PrincipalArn': '${aws:PrincipalArn}' } } }],
];

describe.each([undefined, '2008-10-17'])('a policy of the version %s', (version) => {
  test.each(LITERAL)('means what looks like a variable as it is written: %s', (_what, ...[element, resource]) => {
    expect(decision(version, element, resource)).toEqual({ effect: 'allow', undecided: [] });
  });

  test.each(REPLACED.slice(0, 3))('has no variable in %s', (_what, ...[element, resource]) => {
    expect(decision(version, element, resource)).toEqual({ effect: 'implicit deny', undecided: [] });
  });
});

test.each(REPLACED)('a policy of the version 2012-10-17 has variables in %s', (_what, ...[element, resource]) => {
  expect(decision('2012-10-17', element, resource)).toEqual({ effect: 'allow', undecided: [] });
});

test.each(['2099-01-01', ''])('what a policy of the version %j means is not known', (version) => {
  const undecided = [`the policy element Version is not supported: "${version}"`];
  expect(decision(version, {})).toEqual({ effect: 'implicit deny', undecided });
  expect(decision(version, { Effect: 'Deny' })).toEqual({ effect: 'explicit deny', undecided });
});

test.each([
  ['a*', 'allow'],
  ['ab', 'implicit deny'],
])('the value of a variable has no wildcards in an ARN: a* is %s: %s', (name, effect) => {
  const context = new ContextKeys({ 'test:Arn': [`arn:aws:s3:::${name}`], 'test:Wild': ['a*'] });
  const statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition: { ArnLike: { 'test:Arn': 'arn:aws:s3:::${test:Wild}' } } };
  expect(evaluate([statement], { action: 'test:Get', resource: '*', context }).effect).toBe(effect);
});
