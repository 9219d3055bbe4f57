import fc from 'fast-check';
import { entityTags } from '../../../lambda/http/entity-tags';
import { lists, opaqueTag, revisionOf } from '../../../lambda/note/entity-tag';
import { etag } from '../../../lambda/note/note';
import { anyString, text, visibleAscii } from '../arbitraries';

const revision = text();
const invalidPrecondition = expect.objectContaining({ code: 'invalid-precondition', status: 400 });

/** The ways to write the same tag. */
const STYLES: ((tag: string) => string)[] = [
  (tag) => tag,
  (tag) => `W/${tag}`,
  // People leave the quotes out, where nothing in them needs them.
  (tag) => (/^"[^*]+"$/.test(tag) ? tag.slice(1, -1) : tag),
];
const separator = fc.constantFrom(',', ', ', ' ,', '\t,\t', ',,', ' , , ');
const around = fc.constantFrom('', ' ', ',', ' , ', '\t');

/** Revisions, and a header that names them. */
const listOf = (revisions: fc.Arbitrary<string[]>) =>
  revisions.chain((revs) => {
    const written = fc.tuple(
      ...revs.map((rev) => fc.tuple(separator, fc.constantFrom(...STYLES)).map(([before, style]) => [before, style(etag({ rev }))])),
    );
    return fc
      .tuple(written, around, around)
      .map(([elements, before, after]) => ({ revs, header: before + elements.flat().slice(1).join('') + after }));
  });

test('the entity tag of a revision is one of the RFC, and leads back to it', () => {
  fc.assert(fc.property(revision, (rev) => {
    expect(etag({ rev })).toMatch(/^"[\x21\x23-\x7e]*"$/);
    expect(revisionOf(opaqueTag(rev))).toBe(rev);
    expect(entityTags(etag({ rev }))).toEqual([opaqueTag(rev)]);
    expect(lists(entityTags(etag({ rev })), rev)).toBe(true);
  }));
});

test('two revisions have one entity tag only when they are one', () => {
  fc.assert(fc.property(revision, revision, (first, second) => {
    expect(lists(entityTags(etag({ rev: first })), second)).toBe(first === second);
  }));
});

test('a list names what it was made of, weak or strong, quoted or not, however it is spaced', () => {
  fc.assert(fc.property(listOf(fc.array(revision, { minLength: 1, maxLength: 100 })), revision, ({ revs, header }, other) => {
    const tags = entityTags(header);
    expect(tags).toEqual([...new Set(revs.map(opaqueTag))]);
    expect(revs.every((rev) => lists(tags, rev))).toBe(true);
    expect(lists(tags, other)).toBe(revs.includes(other));
  }));
});

test('a list of more tags than DynamoDB compares with is refused', () => {
  fc.assert(fc.property(listOf(fc.uniqueArray(fc.uuid(), { minLength: 99, maxLength: 102, size: 'max' })), ({ revs, header }) => {
    if (revs.length > 100) {
      expect(() => entityTags(header)).toThrow(invalidPrecondition);
    } else {
      expect(entityTags(header)).toHaveLength(revs.length);
    }
  }));
});

const fragment = fc.oneof(fc.constantFrom('"', 'W/', 'w/', '*', ',', ' ', '\\', '"a"', 'W/"a"', 'a', '"a'), anyString({ maxLength: 3 }));
const anyHeader = fc.oneof(anyString(), fc.array(fragment, { maxLength: 12 }).map((parts) => parts.join('')));

test('any header is a list of distinct tags that a header can have, or is refused', () => {
  const seen = { accepted: 0, refused: 0 };
  fc.assert(fc.property(anyHeader, (header) => {
    try {
      const tags = entityTags(header);
      seen.accepted++;
      if (tags !== '*') {
        expect(tags.length).toBeGreaterThan(0);
        expect(new Set(tags).size).toBe(tags.length);
        expect(tags.every((tag) => header.includes(tag))).toBe(true);
        // Whether or not a revision has such a tag, there is never another error.
        tags.forEach(revisionOf);
      }
    } catch (error) {
      expect(error).toEqual(invalidPrecondition);
      seen.refused++;
    }
  }), { numRuns: 2000 });
  expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(200);
});

test('a header as long as API Gateway takes is read without delay, whatever it repeats', () => {
  fc.assert(fc.property(fc.array(fragment, { minLength: 1, maxLength: 3 }), fc.array(fragment, { maxLength: 2 }), (repeated, end) => {
    const header = repeated.join('').repeat(10_240 / Math.max(1, repeated.join('').length)) + end.join('');
    try {
      entityTags(header);
    } catch (error) {
      expect(error).toEqual(invalidPrecondition);
    }
  }), { numRuns: 300 });
});

test('a tag in quotes may hold any other character that the RFC has for it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(visibleAscii, fc.constantFrom('\x80', 'ä', 'ÿ')).filter((character) => character !== '"')),
      (characters) => {
        const tag = characters.join('');
        expect(entityTags(`"other", "${tag}"`)).toEqual([...new Set(['other', tag])]);
      },
    ),
  );
});
