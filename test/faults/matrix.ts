import { setTimeout as delay } from 'node:timers/promises';
import { begin, Cell, CellResult, Company, NOT_SURVIVED, TIMES } from './cell';
import { Laboratory, UNHURRIED } from './laboratory';
import { inParallel } from './parallel';
import { CONTESTED, SHAPE_NAMES } from './shapes';
import { Traffic } from './traffic';
import { DEFAULT_TIME_BUDGET } from '../../src/contract/time-budget';
import { Fault, FaultName, FAULTS } from '../lambda/faults';
import { Functions } from '../lambda/functions';

/** Each has an engine of its own. */
const LANES = 2;

/** All times are twice those of production, so that a busy machine causes no failures. */
const PACE = 2;

const { connectTimeout, requestTimeout, allAttempts } = DEFAULT_TIME_BUDGET;
const TIME_BUDGET = {
  connectTimeout: connectTimeout * PACE, requestTimeout: requestTimeout * PACE, allAttempts: allAttempts * PACE, firstBackOff: 1,
};

/** Between the starts of two cells, so that they do not wait for each other. */
const APART_MILLIS = 10;

const COMPANIES: readonly Company[] = ['alone', 'between', 'after'];

type Times = keyof typeof TIMES;

/** The faults that a function may have to survive. */
export const KINDS = (Object.keys(FAULTS) as FaultName[]).filter((kind) => FAULTS[kind].survived !== 'never');

/** The cells of a kind of fault that happens so many times. */
function row(kind: FaultName, times: Times): Cell[] {
  const cells = (company: Company) =>
    (company === 'alone' ? SHAPE_NAMES : CONTESTED).map((shape) => ({ shape, kind, times, company }));
  return COMPANIES.flatMap(cells);
}

/** Every kind of fault, once, twice and always, in requests of every shape, alone and beside another client. */
export async function runMatrix(): Promise<CellResult[]> {
  const rows = KINDS.flatMap((kind) => (Object.keys(TIMES) as Times[]).map((times) => row(kind, times)));
  const results: CellResult[] = [];
  const left = rows[Symbol.iterator]();
  await inParallel(LANES, Array.from({ length: LANES }), async () => {
    const laboratory = await Laboratory.open(PACE);
    const traffic = new Traffic(laboratory.proxy);
    await inParallel(1, left, async (cells) => {
      const first = await runRow(laboratory, traffic, cells);
      // Failed cells run again alone: one that passes now only lacked time.
      const again = first.filter(({ findings }) => findings.join() === NOT_SURVIVED).map(({ cell }) => cell);
      const second = again.length > 0 ? await runRow(laboratory, traffic, again) : [];
      results.push(...first.filter(({ cell }) => !again.includes(cell)), ...second);
    });
    await laboratory.close();
  });
  return results;
}

async function runRow(laboratory: Laboratory, traffic: Traffic, cells: readonly Cell[]): Promise<CellResult[]> {
  const { isTimed }: Fault = FAULTS[cells[0].kind];
  const timeBudget = isTimed ? TIME_BUDGET : UNHURRIED;
  // Each with its own, because faults use up the quota of retries.
  const functions = Object.fromEntries(await Promise.all(COMPANIES.map(async (company) =>
    [company, await laboratory.troubled({ timeBudget })] as const))) as Record<Company, Functions>;
  const begun = await Promise.all(cells.map(async (cell, index) => {
    await delay(index * APART_MILLIS);
    return begin(laboratory, traffic, functions[cell.company], cell);
  }));
  await laboratory.proxy.landed();
  const results = await Promise.all(begun.map((result) => result()));
  await Promise.all(Object.values(functions).map((each) => each.close()));
  laboratory.proxy.forget();
  return results;
}
