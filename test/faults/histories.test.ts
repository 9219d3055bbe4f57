import fc from 'fast-check';
import { note } from './figures';
import { Verdict } from './history';
import { HISTORY_KINDS, HistoryKindName } from './history-kinds';
import { Laboratory } from './laboratory';
import { AT_ONCE, BATCH, PACE, TIME_BUDGET } from './pace';
import { inParallel } from './parallel';
import { ENVIRONMENTS, Plan, plan, SKEW_MILLIS } from './plan';
import { Carried, carryOut } from './random-history';
import { scaled, SEED } from './scale';
import { START_ROWS } from './start-rows';
import { Traffic } from './traffic';

const FULL = 2_000;

let laboratory: Laboratory;
let traffic: Traffic;

beforeAll(async () => {
  laboratory = await Laboratory.open(PACE);
  traffic = new Traffic(laboratory.proxy);
});
afterAll(() => laboratory?.close());

const skews = fc.sample(
  fc.array(fc.integer({ min: -SKEW_MILLIS, max: SKEW_MILLIS }), { minLength: ENVIRONMENTS, maxLength: ENVIRONMENTS }),
  { numRuns: Math.ceil(scaled(FULL) / BATCH), seed: SEED },
);

async function runBatch(plans: readonly Plan[], name: HistoryKindName, clocks: readonly number[]): Promise<Carried[]> {
  const environments = await Promise.all(clocks.map((clockOffset) => laboratory.troubled({ timeBudget: TIME_BUDGET, clockOffset })));
  const carried: Carried[] = [];
  await inParallel(AT_ONCE, plans, async (each) => {
    carried.push(await carryOut(each, HISTORY_KINDS[name], laboratory, traffic, environments));
  });
  await Promise.all(environments.map((functions) => functions.close()));
  traffic.forget();
  laboratory.proxy.forget();
  return carried;
}

describe.each(Object.keys(HISTORY_KINDS) as HistoryKindName[])('histories of %s', (name) => {
  test('are explained', async () => {
    const plans = fc.sample(plan(HISTORY_KINDS[name], Object.keys(START_ROWS)), { numRuns: scaled(FULL), seed: SEED });
    const found = { 'requests': 0, 'unknown': 0, 'refused': 0, 'late creation': 0, 'late write': 0, 'violation': 0, 'explained': 0 };
    const violations: string[] = [];
    for (let at = 0; at < plans.length; at += BATCH) {
      for (const { history, statuses } of await runBatch(plans.slice(at, at + BATCH), name, skews[at / BATCH])) {
        found.requests += Object.values(statuses).reduce((sum, count) => sum + count, 0);
        found.unknown += statuses[503] ?? 0;
        found.refused += (statuses[412] ?? 0) + (statuses[404] ?? 0);
        const { verdict }: { verdict: Verdict } = history;
        found[verdict]++;
        if (verdict === 'violation') {
          violations.push(`clocks ${skews[at / BATCH]}\n${history}`);
        }
      }
    }
    note(`histories of ${name}`, {
      'histories': plans.length,
      'requests': found.requests,
      'unknown (503)': found.unknown,
      'refused (404, 412)': found.refused,
      'violations': found.violation,
      'not fenced: a late creation': found['late creation'],
      'not fenced: a late write after it was created again': found['late write'],
    });
    expect(violations.slice(0, 3).join('\n\n')).toBe('');
    // If nothing is created again, every write is fenced.
    expect(HISTORY_KINDS[name].isRemade ? 0 : found['late creation'] + found['late write']).toBe(0);
  });
});
