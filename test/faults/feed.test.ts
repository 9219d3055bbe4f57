import fc from 'fast-check';
import { FeedClient } from './feed-client';
import { BOUNDS, feedPlan, FeedPlan, feedTimes, FeedTimes, TICK_MILLIS, TICKS } from './feed-plan';
import { FeedRun } from './feed-run';
import { note } from './figures';
import { Laboratory } from './laboratory';
import { LogicalClock } from './logical-clock';
import { inParallel } from './parallel';
import { scaled, SEED } from './scale';
import { Traffic } from './traffic';
import { CHANGES_SETTLED_MILLIS } from '../../src/contract/changes';
import { ENVIRONMENT } from '../../src/contract/environment';
import { Call } from '../lambda/functions';
import { LaggingIndex } from '../lambda/lagging-index';
import { WITH_CHANGES } from '../lambda/notes-table';

const timeBudget = { connectTimeout: 400, requestTimeout: 400, allAttempts: 1_200, firstBackOff: 4 };
const environment = { [ENVIRONMENT.trashSeconds]: '86400', [ENVIRONMENT.changes]: 'true' };

const FULL = 1_000;
/** Histories with the same environments, because the faults use up their quota of retries. */
const BATCH = 20;

const clock = new LogicalClock();
let laboratory: Laboratory;
let traffic: Traffic;

beforeAll(async () => {
  laboratory = await Laboratory.open(1, WITH_CHANGES);
  traffic = new Traffic(laboratory.proxy);
});
afterAll(() => laboratory?.close());

const found = {
  'runs': 0, 'writes': 0, 'unknown writes (503)': 0, 'notes': 0, 'polls': 0, 'unknown polls (503)': 0, 'told': 0, 'known already': 0, 'lost': 0,
};
const differing: unknown[] = [];

/** Few, so that a busy machine causes no failures. */
const AT_ONCE = 8;
const atOnce = (works: readonly (() => Promise<unknown>)[]) => inParallel(AT_ONCE, works, async (work) => { await work(); });

/** Cycles through what was drawn. */
function drawn(values: readonly number[]): () => number {
  let at = 0;
  return () => values[at++ % values.length];
}

async function carryOut(plans: readonly FeedPlan[], batch: number, { clocks, landings, lags }: FeedTimes): Promise<void> {
  const { proxy } = laboratory;
  const landing = drawn(landings);
  proxy.hold = () => clock.after(landing());
  proxy.index = new LaggingIndex(drawn(lags), () => clock.now);
  const environments = await Promise.all(clocks.map((clockOffset) =>
    laboratory.troubled({ timeBudget, environment, clockOffset, clock: clock.shared })));
  const runs = plans.map((plan, index) => new FeedRun(`reader-${batch}-${index}`, plan, environments, traffic));
  for (let tick = 0; tick < TICKS; tick++) {
    await atOnce(runs.flatMap((run) => run.at(tick)));
    await proxy.carriedOut();
    clock.advance(TICK_MILLIS);
  }
  clock.advance(BOUNDS.landing);
  await proxy.landed();
  clock.advance(BOUNDS.lag);
  await atOnce(runs.flatMap((run) => run.end()));
  for (const run of runs) {
    examine(run, await run.listed(laboratory.untroubled));
  }
  await Promise.all(environments.map((functions) => functions.close()));
  traffic.forget();
  proxy.forget();
}

function examine({ clients, statuses }: FeedRun, listed: Record<string, string>): void {
  found.runs++;
  found.writes += Object.values(statuses).reduce((sum, count) => sum + count, 0);
  found['unknown writes (503)'] += statuses[503] ?? 0;
  found.notes += Object.keys(listed).length;
  for (const { etags, found: { known, polls, told, unknown } } of clients) {
    found.polls += polls;
    found['unknown polls (503)'] += unknown;
    found.told += told;
    found['known already'] += known;
    if (JSON.stringify(etags) !== JSON.stringify(listed)) {
      found.lost++;
      differing.push({ etags, listed });
    }
  }
}

test('clients that only poll know exactly the notes of the list in the end', async () => {
  const plans = fc.sample(feedPlan, { numRuns: scaled(FULL), seed: SEED });
  const times = fc.sample(feedTimes, { numRuns: Math.ceil(plans.length / BATCH), seed: SEED });
  for (const [batch, drawnTimes] of times.entries()) {
    await carryOut(plans.slice(batch * BATCH, (batch + 1) * BATCH), batch, drawnTimes);
  }
  note('feed', found);
  expect(differing.slice(0, 3)).toEqual([]);
  expect(found.notes).toBeGreaterThan(0);
});

test.each([
  ['within the time that the feed waits for is told', CHANGES_SETTLED_MILLIS - TICK_MILLIS, true],
  ['later than the feed waits for is lost', CHANGES_SETTLED_MILLIS + 2 * TICK_MILLIS, false],
])('a change that the index shows %s', async (_, lag, isTold) => {
  laboratory.proxy.index = new LaggingIndex(() => lag, () => clock.now);
  const functions = await laboratory.troubled({ environment, clockOffset: 0, clock: clock.shared });
  const send = (call: Omit<Call, 'userId'>) => functions.call({ userId: `late-${lag}`, ...call, call: traffic.expect(() => 'pass').call });
  const client = new FeedClient(send, 10);
  await client.poll();
  const { json: { noteId } } = await send({ method: 'POST', body: { content: 'c' } });
  for (let passed = 0; passed <= lag; passed += TICK_MILLIS) {
    await client.poll();
    clock.advance(TICK_MILLIS);
  }
  await client.poll();
  expect(noteId in client.etags).toBe(isTold);
  await functions.close();
});
