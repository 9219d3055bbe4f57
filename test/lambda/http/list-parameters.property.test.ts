import fc from 'fast-check';
import { listParameters } from '../../../lambda/http/list-parameters';
import { Request } from '../../../lambda/http/request';
import { anyString } from '../arbitraries';
import { proxyEvent } from '../event';

const values = (...known: string[]) => fc.option(fc.oneof(
  { weight: 10, arbitrary: fc.constantFrom(...known).map((value) => [value]) },
  { weight: 1, arbitrary: anyString().map((value) => [value]) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...known), { minLength: 2, maxLength: 3 }) },
), { nil: undefined });
const query = fc.record({
  limit: values('1', '2', '50', '99', '100', '101', '007', '9'.repeat(400), '0', '00', '-1', '1.5', '1e2', ' 1', '+1', '0x1', '', '１'),
  order: values('asc', 'desc', 'DESC', ''),
  view: values('full', 'summary', 'Full', 'toString'),
  cursor: values('abc', ''),
  tag: values('work', 'ä'.repeat(64), 'ä'.repeat(65), '', 'a\nb'),
  state: values('deleted'),
  unknown: values('a'),
});

/** The meaning of a value in the contract; undefined for an invalid one. */
const RULES = {
  limit: (value: string | undefined) =>
    value === undefined ? 50 : /^[0-9]*[1-9][0-9]*$/.test(value) ? Math.min(100, Number(value)) : undefined,
  order: (value = 'desc') => (['asc', 'desc'].includes(value) ? value : undefined),
  view: (value = 'full') => (['full', 'summary'].includes(value) ? value : undefined),
};

/** The valid tags. */
const isTag = (text: string): boolean =>
  text.isWellFormed() && text !== '' && Buffer.byteLength(text) <= 128 && !/\p{Cc}/u.test(text);

test('any query gives parameters as the contract has them, or is refused with the name of one that is not', () => {
  const seen = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(query, (given) => {
      const expected = Object.fromEntries(
        Object.entries(RULES).map(([name, rule]) => [name, rule(given[name as keyof typeof RULES]?.[0])]),
      );
      const wrong = [
        ...Object.keys(expected).filter((name) => expected[name] === undefined),
        ...(['limit', 'order', 'view', 'cursor', 'tag'] as const).filter((name) => (given[name]?.length ?? 0) > 1),
        ...given.tag && !isTag(given.tag[0]) ? ['tag'] : [],
      ];
      const read = () =>
        listParameters(
          new Request(
            proxyEvent({ httpMethod: 'GET', multiValueQueryStringParameters: given as Record<string, string[]> }),
          ),
        );
      if (wrong.length === 0) {
        expect(read()).toStrictEqual({ ...expected, cursor: given.cursor?.[0], tag: given.tag?.[0], state: undefined });
        seen.accepted++;
      } else {
        expect(read).toThrow(
          expect.objectContaining({
            code: 'invalid-parameter',
            members: { errors: [{ parameter: expect.stringMatching(new RegExp(`^(${wrong.join('|')})$`)), detail: expect.any(String) }] },
          }),
        );
        seen.refused++;
      }
    }),
    { numRuns: 1000 },
  );
  expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(20);
});

test.each([
  ['limit', ['0'], 'must be a whole number from 1'],
  ['order', ['up'], 'must be "desc" or "asc"'],
  ['view', ['long'], 'must be "full" or "summary"'],
  ['cursor', ['a', 'a'], 'must not be repeated'],
  ['tag', ['a', 'a'], 'must not be repeated'],
  ['tag', [''], 'must be at least 1 bytes of UTF-8'],
])('the parameter %s with the values %j is refused with the reason', (parameter, given, detail) => {
  const read = () => listParameters(new Request(proxyEvent({ multiValueQueryStringParameters: { [parameter]: given } })));
  expect(read).toThrow(expect.objectContaining({ members: { errors: [{ parameter, detail }] } }));
});
