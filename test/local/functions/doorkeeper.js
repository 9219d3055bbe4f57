'use strict';

// Lets in as the token asks, so that one function shows every way to answer and to fail.
let calls = 0;

const statement = (Effect, Resource, Action = 'execute-api:Invoke') => ({ Action, Effect, Resource });
const answer = (Statement, context) => ({ principalId: 'visitor', policyDocument: { Version: '2012-10-17', Statement }, context });
const stage = (event) => event.methodArn.split('/').slice(0, 2).join('/');

const answers = {
  'allow': (event) => answer([statement('Allow', event.methodArn)], { calls, event: JSON.stringify(event) }),
  'deny': (event) => answer([statement('Allow', '*'), statement('Deny', event.methodArn)], { reason: 'closed on Mondays' }),
  'nobody': () => answer([statement('Allow', [])]),
  'gets': (event) => answer([statement('Allow', `${stage(event)}/GET/*`)], { calls }),
  'halls': (event) => answer([statement('Allow', `${stage(event)}/*/halls/?`, ['execute-api:*'])]),
  'everything': () => answer(statement('Allow', 'arn:aws:execute-api:*:*:*', 'EXECUTE-API:invoke')),
  'not-that': (event) => answer([{ Effect: 'Allow', NotAction: 's3:*', NotResource: `${stage(event)}/GET/halls/9` }]),
  'other-action': () => answer([statement('Allow', '*', 'execute-api:InvalidateCache')]),
  'other-api': (event) => answer([statement('Allow', event.methodArn.replace(/:\w+\//, ':other/'))]),
  'over-tls': () => answer([{ ...statement('Allow', '*'), Condition: { Bool: { 'aws:SecureTransport': 'true' } } }]),
  'elsewhere-only': () => answer([{ ...statement('Allow', '*'), Condition: { StringEquals: { 'aws:SourceIp': '192.0.2.1' } } }]),
  'tagged': () => answer([{ ...statement('Allow', '*'), Condition: { StringEquals: { 'aws:PrincipalTag/floor': '1' } } }]),
  'unknown-condition': () => answer([{ ...statement('Allow', '*'), Condition: { Null: { 'aws:MultiFactorAuthAge': 'true' } } }]),
  'scalars': () => answer([statement('Allow', '*')], { text: 'a', number: 1, truth: true, principalId: 'nobody' }),
  'no-context': () => answer([statement('Allow', '*')]),
  'number': () => ({ ...answer([statement('Allow', '*')]), principalId: 7 }),

  'nothing': () => undefined,
  'text': () => 'Allow',
  'no-principal': () => ({ policyDocument: answer([statement('Allow', '*')]).policyDocument }),
  'no-policy': () => ({ principalId: 'visitor' }),
  'no-statement': () => ({ principalId: 'visitor', policyDocument: {} }),
  'no-effect': () => answer([statement('Maybe', '*')]),
  'no-action': () => answer([{ Effect: 'Allow', Resource: '*' }]),
  'no-resource': () => answer([{ Effect: 'Allow', Action: '*' }]),
  'map': () => answer([statement('Allow', '*')], { map: {} }),
  'list': () => answer([statement('Allow', '*')], { list: ['a'] }),
  'null': () => answer([statement('Allow', '*')], { nothing: null }),
  'no-map': () => answer([statement('Allow', '*')], ['a']),

  'unauthorized': () => { throw new Error('Unauthorized'); },
  'unauthorized-text': () => Promise.reject('Unauthorized'),
  'throw': () => { throw new Error('Unauthorized: the token has expired'); },
  'exit': () => process.exit(1),
};

exports.handler = async (event) => {
  calls += 1;
  return answers[event.authorizationToken ?? event.headers['X-Ticket']](event);
};
