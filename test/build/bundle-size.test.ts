import { readFileSync } from 'node:fs';
import { BUDGET, BundleSize, bundleSize } from '../../build/bundle-size';
import '../bundle';

/** A dependency that adds more to the bundle is reviewed first. */
const GROWTH = 1.03;

const budget: BundleSize = JSON.parse(readFileSync(BUDGET, 'utf8'));
let size: BundleSize;

beforeAll(async () => { size = await bundleSize(); });

test.each(['minified', 'zipped'] as const)('the bundle is not larger than its budget, %s', (kind) => {
  expect(size[kind]).toBeLessThanOrEqual(budget[kind] * GROWTH);
});

test.each(['minified', 'zipped'] as const)('the budget is of a bundle like this one, %s', (kind) => {
  expect(size[kind]).toBeGreaterThanOrEqual(budget[kind] / GROWTH);
});

test('no package is in the bundle that was not, and none has gone', () => {
  expect(Object.keys(size.packages)).toEqual(Object.keys(budget.packages));
});

test('each byte of the bundle is a package\'s or the bundler\'s own', () => {
  const counted = Object.values(size.packages).reduce((sum, bytes) => sum + bytes, 0);
  expect(counted / size.minified).toBeGreaterThan(0.9);
  expect(counted).toBeLessThanOrEqual(size.minified);
});
