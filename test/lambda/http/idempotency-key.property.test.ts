import fc from 'fast-check';
import { idempotencyKey } from '../../../lambda/http/idempotency-key';
import { anyString, visibleAscii } from '../arbitraries';

const invalidKey = expect.objectContaining({ code: 'invalid-idempotency-key', status: 400 });
const key = fc.string({ unit: visibleAscii, minLength: 1, maxLength: 255, size: 'max' });
const space = fc.constantFrom('', ' ', '\t ');

const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;

test('a bare key is itself, with or without blanks around', () => {
  fc.assert(fc.property(key, space, space, (text, before, after) => {
    fc.pre(!text.startsWith('"'));
    expect(idempotencyKey(before + text + after)).toBe(text);
  }));
});

test('a quoted key is what is quoted, quotes and backslashes too', () => {
  fc.assert(fc.property(key, space, space, (text, before, after) => {
    expect(idempotencyKey(before + quoted(text) + after)).toBe(text);
  }));
});

test.each<[string, fc.Arbitrary<string>]>([
  ['without a character', space],
  ['of empty quotes', fc.constant('""')],
  ['of more than 255 characters', key.map((text) => text.replaceAll('"', '\'').padEnd(256, 'x'))],
  ['of more than 255 characters in quotes', key.map((text) => quoted(text.padEnd(256, 'x')))],
  ['with a character inside that is not visible ASCII', fc.tuple(key, anyString().filter((text) => /[^\x21-\x7e]/.test(text.trim())), key)
    .map(([before, inside, after]) => before.replaceAll('"', '\'') + inside + after)],
  ['that ends inside of its quotes', key.map((text) => quoted(text).slice(0, -1))],
  ['that goes on after its quotes', fc.tuple(key, key).map(([text, more]) => `${quoted(text)}x${more.replaceAll('"', '')}`)],
  ['with a backslash before something else', fc.tuple(key, visibleAscii).filter(([, character]) => !'"\\'.includes(character))
    .map(([text, character]) => `"${text.replace(/["\\]/g, '')}\\${character}"`)],
])('a header %s is refused', (_, headers) => {
  fc.assert(fc.property(headers, (header) => {
    expect(() => idempotencyKey(header)).toThrow(invalidKey);
  }));
});

test('any header is a key of 1 to 255 visible characters of ASCII, or is refused', () => {
  const seen = { accepted: 0, refused: 0 };
  const fragment = fc.oneof(fc.constantFrom('"', '\\', '\\"', 'a', ' '), visibleAscii, anyString({ maxLength: 1 }));
  fc.assert(fc.property(fc.array(fragment).map((parts) => parts.join('')), (header) => {
    try {
      expect(idempotencyKey(header)).toMatch(/^[\x21-\x7e]{1,255}$/);
      seen.accepted++;
    } catch (error) {
      expect(error).toEqual(invalidKey);
      seen.refused++;
    }
  }), { numRuns: 2000 });
  expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(100);
});
