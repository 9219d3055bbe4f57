import fc from 'fast-check';
import { Step } from '../lambda/fault-proxy';
import { Call } from '../lambda/functions';

/** The delays that the feed allows for. */
export const BOUNDS = { landing: 20_000, lag: 30_000, ahead: 5_000 };

/** The length of a tick, and the number of ticks in a run. */
export const TICK_MILLIS = 2_000;
export const TICKS = 60;

export const ENVIRONMENTS = 12;

const WRITERS = 10;
const TASKS = 6;
const CLIENTS = 2;
const POLLS = 10;

/** Few, so that writers meet. */
const CHOSEN_IDS = ['a', 'b', 'c', 'd', 'e', 'f'];

/** An action of a writer on a note. */
const WANTED: readonly [weight: number, Omit<Call, 'userId' | 'id'> & { readonly isCreation?: boolean }][] = [
  [3, { method: 'POST', isCreation: true, body: { content: 'created' } }],
  [1, { method: 'POST', isCreation: true, body: { content: 'created once' }, headers: { 'Idempotency-Key': 'key' } }],
  [4, { method: 'PUT', body: { content: 'chosen' }, headers: { 'If-None-Match': '*' } }],
  [4, { method: 'PUT', body: { content: 'replaced', title: 't' } }],
  [3, { method: 'PATCH', body: { tags: ['patched'] } }],
  [4, { method: 'DELETE' }],
  [1, { method: 'DELETE', query: { permanent: 'true' } }],
  [2, { method: 'POST', restores: true }],
];

/** The number of attempts in a hundred that meet each fault: thirty meet one. */
const FAULTS_IN_100: Partial<Record<Step, number>> = {
  lost: 8, reset: 4, serverErrorAfter: 5, late2000: 4, throttled: 4, stalledAnswer: 1, emptiedAnswer: 2, serverError: 2,
};

const step = fc.integer({ min: 0, max: 99 }).map((drawn): Step => {
  let below = 0;
  return (Object.entries(FAULTS_IN_100) as [Step, number][]).find(([, share]) => drawn < (below += share))?.[0] ?? 'pass';
});

const steps = fc.array(step, { minLength: 8, maxLength: 8 });
const environment = fc.nat(ENVIRONMENTS - 1);
const tick = fc.nat(TICKS - 1);

const task = fc.record({
  wanted: fc.oneof(...WANTED.map(([weight, call]) => ({ weight, arbitrary: fc.constant(call) }))),
  id: fc.constantFrom(...CHOSEN_IDS),
  environment,
  steps,
  tick,
});

const poll = fc.record({ environment, tick, steps: fc.array(steps, { minLength: 4, maxLength: 4 }) });

/** The plan of a run: the actions of the writers, and the polls of each client. */
export const feedPlan = fc.record({
  tasks: fc.array(task, { minLength: WRITERS * TASKS, maxLength: WRITERS * TASKS }),
  clients: fc.array(
    fc.record({ limit: fc.constantFrom(3, 10, 50), polls: fc.array(poll, { minLength: POLLS, maxLength: POLLS }) }),
    { minLength: CLIENTS, maxLength: CLIENTS },
  ),
});

type PlanOf<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Plan> ? Plan : never;

export type FeedPlan = PlanOf<typeof feedPlan>;
export type FeedTask = PlanOf<typeof task>;

const upTo = (most: number, least = 0) => fc.oneof(fc.integer({ min: least, max: most }), fc.constantFrom(least, most));

/** The clocks of the environments, how late attempts are carried out, and how long the index lags behind each write. */
export const feedTimes = fc.record({
  clocks: fc.array(upTo(BOUNDS.ahead, -BOUNDS.ahead), { minLength: ENVIRONMENTS, maxLength: ENVIRONMENTS }),
  // An attempt may also be carried out a moment after its caller gave up.
  landings: fc.array(upTo(BOUNDS.landing - 2 * TICK_MILLIS), { minLength: 100, maxLength: 100 }),
  lags: fc.array(upTo(BOUNDS.lag), { minLength: 100, maxLength: 100 }),
});

export type FeedTimes = PlanOf<typeof feedTimes>;
