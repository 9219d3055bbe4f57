import { Quota, QuotaProperties } from '../../local/api-gateway/quota';

let time: number;

/** The number of requests that a quota allows on each of these days. */
function allowed(properties: QuotaProperties, ...days: string[]): number[] {
  time = Date.parse(days[0]);
  const quota = new Quota(properties, () => time);
  return days.map((day) => {
    time = Date.parse(day);
    return Array.from({ length: 10 }).filter(() => quota.take()).length;
  });
}

test.each<[QuotaProperties['Period'], string[], number[]]>([
  ['DAY', ['2024-02-28T00:00Z', '2024-02-28T23:59:59.999Z', '2024-02-29T00:00Z'], [2, 0, 2]],
  [
    'WEEK',
    ['2024-03-02T12:00Z', '2024-03-02T23:59:59.999Z', '2024-03-03T00:00Z', '2024-03-09T23:59Z', '2024-03-10T00:00Z'],
    [2, 0, 2, 0, 2],
  ],
  ['MONTH', ['2023-12-01T00:00Z', '2023-12-31T23:59:59.999Z', '2024-01-01T00:00Z', '2025-01-01T00:00Z'], [2, 0, 2, 2]],
])('the requests of a %s are counted, in UTC, and not those of another', (Period, days, expected) => {
  expect(allowed({ Limit: '2', Period }, ...days)).toEqual(expected);
});

test('the offset is subtracted from the limit of the first period alone', () => {
  expect(allowed({ Limit: 5, Offset: '2', Period: 'DAY' }, '2024-01-01', '2024-01-02')).toEqual([3, 5]);
});

test('a limit of 0 allows nothing, and without one there is no end', () => {
  expect(allowed({ Limit: 0 }, '2024-01-01')).toEqual([0]);
  expect(allowed({ Period: 'DAY' }, '2024-01-01')).toEqual([10]);
});
