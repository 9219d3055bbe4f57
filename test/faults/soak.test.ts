import fc from 'fast-check';
import { note } from './figures';
import { Laboratory } from './laboratory';
import { PACE, TIME_BUDGET } from './pace';
import { inParallel } from './parallel';
import { scaled, SEED } from './scale';
import { storedNotes } from './stored-note';
import { Traffic } from './traffic';
import { Step } from '../lambda/fault-proxy';
import { Answer, Functions } from '../lambda/functions';
import { Seen } from '../lambda/note-register';

const FULL = 50_000;

/** Creates of one user, and in one environment of functions, whose quota of retries the faults use up. */
const BATCH = 100;
const AT_ONCE = 20;

/** The number of times that a client repeats a request with the same key. */
const MAX_ASKED = 6;

/** The number of attempts in a hundred that meet each fault: thirty meet one. */
const FAULTS_IN_100: Partial<Record<Step, number>> = {
  lost: 7,
  reset: 5,
  serverErrorAfter: 4,
  throttled: 3,
  serverError: 2,
  emptiedAnswer: 2,
  badGatewayAfter: 2,
  late700: 2,
  slow700: 1,
  stalledAnswer: 1,
  conflicting: 1,
};

const step = fc.integer({ min: 0, max: 99 }).map((drawn): Step => {
  let below = 0;
  return (Object.entries(FAULTS_IN_100) as [Step, number][]).find(([, share]) => drawn < (below += share))?.[0] ?? 'pass';
});

const found = { creates: 0, acknowledged: 0, unknown: 0, lost: 0, duplicates: 0, unhandled: 0 };
let laboratory: Laboratory;
let traffic: Traffic;

beforeAll(async () => {
  laboratory = await Laboratory.open(PACE);
  traffic = new Traffic(laboratory.proxy);
});
afterAll(() => laboratory?.close());

/** A create, which is repeated with its key until it is answered. */
async function create(
  functions: Functions, userId: string, content: string, key: string | undefined, steps: readonly Step[],
): Promise<Answer> {
  const exchange = traffic.expect((attempt) => steps[attempt % steps.length]);
  const headers: Record<string, string> = key ? { 'Idempotency-Key': key } : {};
  for (let asked = 1; ; asked++) {
    const answer = await functions.call({ method: 'POST', userId, headers, body: { content }, call: exchange.call });
    if (answer.status !== 503 || !key || asked === MAX_ASKED) {
      return answer;
    }
  }
}

/** Whether an acknowledged note is not stored as it was acknowledged. */
const isLost = ({ status, json }: Answer, stored: readonly Seen[]): boolean =>
  status === 200 && !stored.some(({ id, etag }) => id === json.noteId && etag === json.etag);

async function runBatch(userId: string, attempts: readonly (readonly Step[])[]): Promise<void> {
  const functions = await laboratory.troubled({ timeBudget: TIME_BUDGET });
  const answers = new Map<string, Answer>();
  await inParallel(AT_ONCE, attempts.entries(), async ([index, steps]) => {
    const content = `content-${index}`;
    try {
      answers.set(content, await create(functions, userId, content, index % 2 ? `key-${index}` : undefined, steps));
    } catch {
      found.unhandled++;
    }
  });
  await laboratory.proxy.landed();
  const stored = await storedNotes(laboratory.table, userId);
  found.creates += attempts.length;
  for (const [content, answer] of answers) {
    const own = stored.filter((seen) => seen.content === content);
    found.acknowledged += Number(answer.status === 200);
    found.unknown += Number(answer.status === 503);
    found.unhandled += Number(answer.status !== 200 && answer.status !== 503);
    found.lost += Number(isLost(answer, own));
    found.duplicates += Number(own.length > 1);
  }
  await functions.close().catch(() => { found.unhandled++; });
  traffic.forget();
  laboratory.proxy.forget();
}

test('of creates of which 30 in 100 attempts meet a fault, none is lost, doubled or unhandled', async () => {
  const all = fc.sample(fc.array(step, { minLength: 8, maxLength: 8 }), { numRuns: scaled(FULL), seed: SEED });
  for (let at = 0; at < all.length; at += BATCH) {
    await runBatch(`soaked-${at}`, all.slice(at, at + BATCH));
  }
  note('soak', found);
  expect(found).toMatchObject({ creates: all.length, lost: 0, duplicates: 0, unhandled: 0 });
  expect(found.acknowledged).toBeGreaterThan(all.length / 2);
});
