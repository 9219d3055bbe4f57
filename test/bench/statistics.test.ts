import { median, pairedRatios, spread } from '../../bench/statistics';

test('the median is the middle figure, or lies between the two', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([10, 2, 4, 8])).toBe(6);
});

test('the quartiles are where the middle half begins and ends', () => {
  expect(spread([5, 3, 1, 2, 4])).toEqual({ q1: 2, median: 3, q3: 4 });
  expect(spread([1, 2, 3, 4])).toEqual({ q1: 1.75, median: 2.5, q3: 3.25 });
  expect(spread([7])).toEqual({ q1: 7, median: 7, q3: 7 });
});

test('figures are sorted as numbers, and stay in their order', () => {
  const figures = [100, 20, 3];
  expect(median(figures)).toBe(20);
  expect(figures).toEqual([100, 20, 3]);
});

test('ratios are of the same round: one in which all was slow is like the others', () => {
  expect(pairedRatios([1, 10, 2], [2, 20, 4])).toEqual([0.5, 0.5, 0.5]);
});
