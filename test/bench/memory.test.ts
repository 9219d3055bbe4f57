import { join } from 'node:path';
import { cpu } from './cpu';
import { MEMORY_MB } from '../../bench/cost/billed-duration';
import { cpuMillis } from '../../bench/cost/cpu-millis';
import { chosenMemory, MEMORY_SIZES, memoryFigures } from '../../bench/memory/memory';
import { readResults } from '../../bench/results';

test('the default is what the model chooses by the times that were measured last', () => {
  const { handlers } = readResults(join(__dirname, '..', '..', 'bench/results.json'));
  expect(MEMORY_MB).toBe(chosenMemory(cpuMillis(handlers!)));
});

test('an invocation waits, and computes with its share of a core', () => {
  const times = cpu({ load: 60, firstInvocation: 4, early: 2 });
  expect(memoryFigures(times, 1769)).toMatchObject({ cold: 64, early: 7, warm: 6 });
  expect(memoryFigures(times, 1769 / 2)).toMatchObject({ cold: 68, early: 9, warm: 7 });
});

test('the compute of an invocation costs the same at every size, and waiting costs in proportion to it', () => {
  const [small, large] = [512, 1024].map((megabytes) => memoryFigures(cpu(), megabytes));
  // Half a gigabyte for the 5 ms of waiting and the half millisecond of rounding up.
  expect(large.computeUsd - small.computeUsd).toBeCloseTo(0.5 * 5.5 / 1000 * 13.3334, 6);
  expect(large.requestUsd - small.requestUsd).toBeCloseTo(large.computeUsd - small.computeUsd, 6);
});

test('the compute cost of an invocation is multiplied by its own time', () => {
  const { computeUsd, costTimesTime, early, warm } = memoryFigures(cpu({ early: 2 }), 512);
  expect(costTimesTime.warm).toBeCloseTo(computeUsd * warm, 6);
  expect(costTimesTime.early).toBeCloseTo(computeUsd * (early + 0.5) / (warm + 0.5) * early, 6);
});

test.each([[3, 1024], [5, 512], [8, 256]])('when DynamoDB answers in %d ms, %d MB are worth their price', (dynamoDbMillis, chosen) => {
  expect(chosenMemory(cpu(), dynamoDbMillis)).toBe(chosen);
});

test.each([
  ['hardly compute', 0.01, 128],
  ['compute for a while', 0.8, 512],
  ['compute for long, since more memory is dearer however long they compute', 100, 512],
])('functions that %s get the memory that is worth its price', (_, millis, chosen) => {
  expect(MEMORY_SIZES).toContain(chosen);
  expect(chosenMemory(cpu({ warm: Object.fromEntries(Object.keys(cpu().warm).map((name) => [name, millis])) }))).toBe(chosen);
});
