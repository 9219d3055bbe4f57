import { App, Aws, CfnParameter, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Resolver } from '../../../src/cdk/resolver';

const stack = new Stack(new App(), 'Stack');
const parameter = new CfnParameter(stack, 'Parameter', { type: 'CommaDelimitedList' });
const shared = { region: Aws.REGION };

test.each<[string, unknown]>([
  ['plain values', { text: 'a', number: 1, yes: true, no: false, nothing: null, list: [1, [2]], empty: {}, none: [] }],
  ['members and elements without a value', { left: undefined, list: [undefined, 1], lazy: [Lazy.any({ produce: () => undefined })] }],
  ['a token, as text, number, list and object', [Aws.REGION, parameter.valueAsList, Token.asNumber(Fn.ref('Size')), Fn.ref('Name')]],
  ['text with tokens in it', `arn:${Aws.PARTITION}:lambda:${Aws.REGION}`],
  ['a token as the name of a member', { [Lazy.string({ produce: () => 'region' })]: Aws.REGION }],
  ['a token that becomes an object with tokens', Lazy.any({ produce: () => ({ region: Aws.REGION, nothing: undefined }) })],
  ['the same object twice', [shared, shared]],
  ['nothing', undefined],
])('%s come out as from the stack', (_, value) => {
  expect(new Resolver(stack).resolve(value)).toStrictEqual(stack.resolve(value));
});

test('each token is resolved once', () => {
  const produce = jest.fn(() => 'text');
  const text = Lazy.uncachedString({ produce });
  expect(new Resolver(stack).resolve({ one: text, others: [text, { text }] })).toEqual({ one: 'text', others: ['text', { text: 'text' }] });
  expect(produce).toHaveBeenCalledTimes(1);
});

test('a date is left to the stack', () => {
  const since = new Date(0);
  const resolve = jest.spyOn(stack, 'resolve');
  new Resolver(stack).resolve({ since });
  expect(resolve).toHaveBeenCalledWith(since);
});
