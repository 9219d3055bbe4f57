import fc from 'fast-check';
import { CallerName, CALLERS } from './callers';
import { ExaminedFunctions } from './examined-functions';
import { note } from './figures';
import { hostileAnswer } from './hostile-answer';
import { HUGE_BODIES } from './hostile-body';
import { hostileEvent, hostileEventOf } from './hostile-event';
import { Impostor } from './impostor';
import { Laboratory } from './laboratory';
import { scaled, SEED } from './scale';
import { proxyEvent } from '../lambda/event';
import { noteOf } from '../lambda/writes';

const FULL = 200_000;
const FULL_ANSWERS = 10_000;

/** Events that are drawn at once: few, because some are huge. */
const BATCH = 200;
const AT_ONCE = 20;

const isNoServerError = (status: number) => status < 500;

function report(part: string, events: number, all: readonly ExaminedFunctions[]): void {
  const objections = all.flatMap((each) => each.objections);
  const count = (what: string) => objections.filter((objection) => objection.what === what).length;
  const statuses = all.flatMap(({ statuses: counted }) => Object.entries(counted)).sort(([one], [other]) => Number(one) - Number(other));
  const answered: Record<string, number> = {};
  for (const [status, times] of statuses) {
    answered[`answered ${status}`] = (answered[`answered ${status}`] ?? 0) + times;
  }
  note(part, {
    events,
    'unhandled': count('unhandled'),
    'server errors': count('server error'),
    'planted secrets in logs': count('secret in a log'),
    ...answered,
  });
  expect(objections.slice(0, 5)).toEqual([]);
}

test('no event is unhandled, a server error or a secret in a log', async () => {
  const laboratory = await Laboratory.open();
  const examined = Object.fromEntries(Object.entries(CALLERS).map(([name, { environment }]) =>
    [name, new ExaminedFunctions(laboratory.proxy.engine, environment)])) as Record<CallerName, ExaminedFunctions>;
  const events = scaled(FULL);
  for (let at = 0; at < events; at += BATCH) {
    // Some of them write it, or delete it.
    await laboratory.table.put(noteOf('alice'));
    const drawn = fc.sample(hostileEvent, { numRuns: Math.min(BATCH, events - at), seed: SEED + at });
    for (const [name, functions] of Object.entries(examined)) {
      const own = drawn.filter(({ caller }) => caller === name);
      for (let next = 0; next < own.length; next += AT_ONCE) {
        await functions.examine(own.slice(next, next + AT_ONCE), isNoServerError);
      }
    }
  }
  await Promise.all(Object.values(examined).map((functions) => functions.close()));
  await laboratory.close();
  report('fuzz of events', events, Object.values(examined));
});

test('a body longer than any note is 413, whatever it is', async () => {
  const impostor = new Impostor();
  const functions = new ExaminedFunctions(await impostor.listen(), {});
  const events = HUGE_BODIES.map((body) => ({ caller: 'nobody', handler: 'createNote', event: proxyEvent({ body }) } as const));
  await functions.examine(events, isNoServerError);
  await functions.close();
  await impostor.close();
  expect(functions.statuses).toEqual({ 413: HUGE_BODIES.length });
});

test('no answer in DynamoDB\'s place is unhandled or a secret in a log', async () => {
  const impostor = new Impostor();
  const functions = new ExaminedFunctions(await impostor.listen(), {});
  const answers = scaled(FULL_ANSWERS);
  for (let at = 0; at < answers; at += BATCH) {
    const drawn = fc.sample(fc.tuple(hostileEventOf('nobody'), hostileAnswer), { numRuns: Math.min(BATCH, answers - at), seed: SEED + at });
    for (const [event, answer] of drawn) {
      impostor.answer = answer;
      await functions.examine([event], () => true);
    }
  }
  await functions.close();
  await impostor.close();
  report('fuzz of answers', answers, [functions]);
});
