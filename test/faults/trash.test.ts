import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { note } from './figures';
import { TRASH_KIND } from './history-kinds';
import { Laboratory } from './laboratory';
import { AT_ONCE, BATCH, PACE, TIME_BUDGET } from './pace';
import { inParallel } from './parallel';
import { ENVIRONMENTS, Plan, plan, SKEW_MILLIS } from './plan';
import { scaled, SEED } from './scale';
import { Traffic } from './traffic';
import { TrashClient } from './trash-client';
import { TrashHistory } from './trash-history';
import { TRASH_ROWS, trashedRow } from './trash-rows';
import { ENVIRONMENT } from '../../src/contract/environment';
import { Functions } from '../lambda/functions';

const FULL = 2_000;

const environment = { [ENVIRONMENT.trashSeconds]: `${30 * 86_400}` };

/** The number and the interval of TTL's deletions of expired rows. */
const SWEEPS = 6;
const SWEEP_MILLIS = 300;

let laboratory: Laboratory;
let traffic: Traffic;

beforeAll(async () => {
  laboratory = await Laboratory.open(PACE);
  traffic = new Traffic(laboratory.proxy);
});
afterAll(() => laboratory?.close());

async function carryOut({ row, tasks }: Plan, environments: readonly Functions[], found: Record<string, number>): Promise<TrashHistory> {
  const { proxy, table } = laboratory;
  const userId = randomUUID();
  const stored = TRASH_ROWS[row](userId);
  await table.put(stored);
  const initial = trashedRow(stored, true);
  const history = new TrashHistory(initial);
  let marks = 0;
  const sweeping = (async () => {
    for (let swept = 0; swept < SWEEPS; swept++) {
      await delay(SWEEP_MILLIS);
      await table.deleteIfExpired(userId, 'note');
    }
  })();
  await Promise.all(tasks.map(async (list) => {
    const client = new TrashClient(userId, environments, traffic, history, initial);
    for (const task of list) {
      const { status } = await client.perform(task, `mark-${++marks}`);
      found[status] = (found[status] ?? 0) + 1;
    }
  }));
  await sweeping;
  await proxy.landed();
  history.finally(trashedRow(await table.row(userId, 'note')));
  return history;
}

test('histories with a trash are explained, late attempts included', async () => {
  const plans = fc.sample(plan(TRASH_KIND, Object.keys(TRASH_ROWS)), { numRuns: scaled(FULL), seed: SEED });
  const skews = fc.sample(
    fc.array(fc.integer({ min: -SKEW_MILLIS, max: SKEW_MILLIS }), { minLength: ENVIRONMENTS, maxLength: ENVIRONMENTS }),
    { numRuns: Math.ceil(plans.length / BATCH), seed: SEED },
  );
  const found: Record<string, number> = {};
  const violations: string[] = [];
  for (let at = 0; at < plans.length; at += BATCH) {
    const clocks = skews[at / BATCH];
    const environments = await Promise.all(clocks.map((clockOffset) =>
      laboratory.troubled({ timeBudget: TIME_BUDGET, clockOffset, environment })));
    await inParallel(AT_ONCE, plans.slice(at, at + BATCH), async (each) => {
      const history = await carryOut(each, environments, found);
      if (history.verdict === 'violation') {
        violations.push(`clocks ${clocks}, ${each.row}\n${history}`);
      }
    });
    await Promise.all(environments.map((functions) => functions.close()));
    traffic.forget();
    laboratory.proxy.forget();
  }
  note('histories with a trash', {
    'histories': plans.length,
    'requests': Object.values(found).reduce((sum, count) => sum + count, 0),
    'unknown (503)': found[503] ?? 0,
    'refused (404, 412)': (found[404] ?? 0) + (found[412] ?? 0),
    'violations': violations.length,
  });
  expect(violations.slice(0, 3).join('\n\n')).toBe('');
  expect(Object.keys(found).filter((status) => !['200', '201', '204', '404', '412', '503'].includes(status))).toEqual([]);
});
