import fc from 'fast-check';
import { hostileText, SECRET } from './hostile-text';
import { bodyValue } from '../lambda/bodies';

/** Above every limit of the API, and below that of API Gateway. */
const HUGE = 5_800_000;
const DEEP = [100, 10_000, 200_000];

const deep = fc.tuple(fc.constantFrom('[', '{"a":', '{"content":', '[{"a":', '"', '\\', ' ', '-', '1', '\ufeff'), fc.constantFrom(...DEEP))
  .map(([unit, times]) => unit.repeat(times));

/** Bodies longer than any note. */
export const HUGE_BODIES = ['[', '{"content":"', '"\\u0000', ' ', 'ä'].map((unit) => unit.repeat(HUGE / Buffer.byteLength(unit)));

/** JSON in which something is cut out, doubled or put in. */
const mutated = fc.tuple(bodyValue, fc.nat(), fc.nat(10), hostileText).map(([value, at, length, text]) => {
  const json = JSON.stringify(value);
  const start = at % (json.length + 1);
  return json.slice(0, start) + text + json.slice(start + length);
});

const members = fc.constantFrom('content', 'title', 'tags', 'createdAt', 'rev', 'PK', 'SK', 'etag', 'expiresAt', '__proto__', 'deletedContent');

/** Members of a note with values of any type. */
const odd = fc.dictionary(members, fc.oneof(hostileText, fc.jsonValue(), fc.array(hostileText, { maxLength: 60 })))
  .map((value) => JSON.stringify(value));

export const hostileBody: fc.Arbitrary<string | null> = fc.oneof(
  { weight: 300, arbitrary: bodyValue.map((value) => JSON.stringify(value)) },
  { weight: 300, arbitrary: odd },
  { weight: 200, arbitrary: mutated },
  { weight: 100, arbitrary: hostileText },
  { weight: 50, arbitrary: fc.constantFrom(null, '', `{"content":"${SECRET}"}`, `${SECRET}{`, '{"content":"a"}{', '[]', '1', 'true', '"a"') },
  { weight: 20, arbitrary: deep },
  { weight: 1, arbitrary: fc.constantFrom(...HUGE_BODIES) },
);
