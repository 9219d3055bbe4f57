import { fence } from '../../../lambda/store/fence';

const NOW = new Date('2026-01-01T00:00:00Z');
const MINUTE = 60_000;
const at = (millis: number) => new Date(NOW.getTime() + millis).toISOString();
const row = (updatedAt?: object, rev: object | undefined = { S: 'r1' }) =>
  ({ ...updatedAt && { updatedAt }, ...rev && { rev } }) as never;

test.each([
  ['no attempt was refused', undefined],
  ['the row has an earlier date', row({ S: at(-1) })],
])('a write has the date of now, and demands an earlier one, while %s', (_, refused) => {
  const { updatedAt, condition } = fence(NOW, refused);
  expect(updatedAt).toEqual(NOW);
  expect(condition.values).toEqual({ ':updatedAt': { S: '2026-01-01T00:00:00.000Z' } });
});

test.each([0, 1, 2_000, 15 * MINUTE])('a write of a row that is %d milliseconds ahead is a millisecond later', (ahead) => {
  const { updatedAt, condition } = fence(NOW, row({ S: at(ahead) }));
  expect(updatedAt.getTime()).toBe(NOW.getTime() + ahead + 1);
  expect(condition).toEqual({
    text: '#updatedAt = :updatedAtSeen AND #rev = :revSeen',
    names: { '#updatedAt': 'updatedAt', '#rev': 'rev' },
    values: { ':updatedAtSeen': { S: at(ahead) }, ':revSeen': { S: 'r1' } },
  });
});

test.each([
  ['too far ahead', { S: at(15 * MINUTE + 1) }],
  ['in another form', { S: '2026-01-01T00:05:00Z' }],
  ['in another zone', { S: '2026-01-01T00:35:00.000+00:30' }],
  ['no date', { S: 'tomorrow' }],
  ['empty', { S: '' }],
  ['a number', { N: '9999999999999' }],
])('a write of a row whose date is %s has the date of now, and demands the row as it is', (_, updatedAt) => {
  const made = fence(NOW, row(updatedAt));
  expect(made.updatedAt).toEqual(NOW);
  expect(made.condition.values).toEqual({ ':updatedAtSeen': updatedAt, ':revSeen': { S: 'r1' } });
});

test('a write of a row without date and revision demands that it still has none', () => {
  const { updatedAt, condition } = fence(NOW, { noteContent: { S: '' } });
  expect(updatedAt).toEqual(NOW);
  expect(condition).toEqual({
    text: 'attribute_not_exists(#updatedAt) AND attribute_not_exists(#rev)',
    names: { '#updatedAt': 'updatedAt', '#rev': 'rev' },
    values: {},
  });
});
