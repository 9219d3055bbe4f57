import { areEqual, attributeSize, fromAttribute, toAttribute } from '../../../lambda/store/attribute';

test.each([
  ['text', 'a', { S: 'a' }],
  ['date-time', '2020-01-01T00:00:00.000Z', { S: '2020-01-01T00:00:00.000Z' }],
  ['texts', ['b', 'a'], { L: [{ S: 'b' }, { S: 'a' }] }],
  ['texts', [], { L: [] }],
] as const)('a value of the kind %s comes back from its attribute', (kind, value, attribute) => {
  expect(toAttribute(kind, value)).toEqual(attribute);
  expect(fromAttribute(kind, attribute as never)).toEqual(value);
});

test.each([
  ['text', { N: '1' }],
  ['date-time', { L: [] }],
  ['texts', { S: 'a' }],
  ['texts', { L: [{ S: 'a' }, { N: '1' }] }],
  ['texts', { L: [{ N: '1' }] }],
] as const)('a value of the kind %s is not read from %j, which another writer has left', (kind, attribute) => {
  expect(fromAttribute(kind, attribute as never)).toBeUndefined();
});

test('no attribute has no value', () => {
  expect(fromAttribute('texts', undefined)).toBeUndefined();
});

test('the size of a list is three bytes, and for each element one more than its own', () => {
  expect(attributeSize({ S: 'ä' })).toBe(2);
  expect(attributeSize({ L: [] })).toBe(3);
  expect(attributeSize({ L: [{ S: 'ä' }, { S: 'abc' }] })).toBe(3 + (1 + 2) + (1 + 3));
  expect(attributeSize({ N: '1' })).toBe(0);
});

test('lists are equal in the same order', () => {
  expect(areEqual(['a', 'b'], ['a', 'b'])).toBe(true);
  expect(areEqual(['a', 'b'], ['b', 'a'])).toBe(false);
  expect(areEqual(undefined, undefined)).toBe(true);
});
