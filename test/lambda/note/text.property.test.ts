import fc from 'fast-check';
import { excerpt, hasControlCharacter, utf8Length } from '../../../lambda/note/text';
import { anyString, text } from '../arbitraries';

test('an excerpt is a well-formed beginning, as long as it may be', () => {
  let cut = 0;
  fc.assert(fc.property(text(), fc.nat(20), (whole, maxLength) => {
    const beginning = excerpt(whole, maxLength);
    expect(whole.startsWith(beginning)).toBe(true);
    expect(beginning.isWellFormed()).toBe(true);
    const next = String.fromCodePoint(whole.codePointAt(beginning.length) ?? 0);
    const isWhole = beginning === whole;
    expect(beginning.length).toBeLessThanOrEqual(maxLength);
    expect(isWhole || beginning.length + next.length > maxLength).toBe(true);
    cut += Number(beginning.length < maxLength && !isWhole);
  }), { numRuns: 1000 });
  // Some ended inside of a surrogate pair.
  expect(cut).toBeGreaterThan(0);
});

test('the length of a text is that of its bytes', () => {
  fc.assert(fc.property(text(), (whole) => {
    expect(utf8Length(whole)).toBe(new TextEncoder().encode(whole).length);
  }));
});

test('control characters are C0, DEL and C1', () => {
  fc.assert(fc.property(anyString(), (whole) => {
    const codes = [...whole].map((character) => character.codePointAt(0)!);
    expect(hasControlCharacter(whole)).toBe(codes.some((code) => code < 0x20 || (code >= 0x7f && code < 0xa0)));
  }));
});
