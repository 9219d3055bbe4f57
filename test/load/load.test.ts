import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { load, Outcome } from './load';
import { ROUND } from './mix';
import { Findings } from './probe';
import { ServedStack, User } from './served-stack';
import { OPERATIONS } from '../../src/contract/operations';
import { Answer, call } from '../http';
import { Process } from '../processes';

const CONNECTIONS = 32;
const SECONDS = 30;

/** The number of requests per connection after which every process has loaded all of its modules. */
const WARM_UP_ROUNDS = 3;

/** The time limit of each request, even on a slow machine. */
const AT_LEAST = 10;

/** Less than a leak over thousands of requests, however small for each. */
const ALLOWED_BYTES = 400_000;

/** Longer than the stack keeps a connection that it does not need. */
const SETTLING_MILLIS = 2_000;

/** Simultaneous requests to each function, more than it has processes, so that all of them start. */
const AT_ONCE = 20;

let stack: ServedStack;
let outcome: Outcome;
let before: State;
let after: State;

interface State {
  readonly processes: Process[];
  readonly findings: Findings[];
  readonly logged: number;
}

/** The state of the stack when it is idle. */
async function idle(): Promise<State> {
  let findings = await stack.probe();
  for (let earlier: Findings[] = []; !isDeepStrictEqual(earlier.map(({ open }) => open), findings.map(({ open }) => open));) {
    earlier = findings;
    await delay(SETTLING_MILLIS);
    findings = await stack.probe();
  }
  return { findings, processes: stack.processes(), logged: stack.log.length };
}

const send = ({ token }: User, method: string, path: string, body?: object): Promise<Answer> =>
  call(stack.url, method, path, { headers: { authorization: `Bearer ${token}` }, body: body && JSON.stringify(body) });

/** Requests to every function, enough to start all of its processes. The notes are kept. */
async function startAllProcesses(): Promise<void> {
  await Promise.all(stack.users.flatMap((user) => Array.from({ length: AT_ONCE }, () =>
    Object.values(OPERATIONS).map(({ routes: [{ method, path, body }] }) =>
      send(user, method, path.replace('{userId}', 'me').replace('{id}', 'none'), body && { content: 'Buy milk' })),
  ).flat()));
}

beforeAll(async () => {
  stack = await ServedStack.start();
  await startAllProcesses();
  await load(stack, CONNECTIONS, { amount: CONNECTIONS * ROUND.length * WARM_UP_ROUNDS });
  before = await idle();
  outcome = await load(stack, CONNECTIONS, { duration: SECONDS });
  after = await idle();
});
afterAll(() => stack?.stop());

describe(`after ${SECONDS} seconds of ${CONNECTIONS} connections`, () => {
  test('every request was answered, and as it should be', () => {
    const { errors, requests: { sent, total }, timeouts, unexpected } = outcome;
    // At the end, each connection waits for one more answer; a request on a closed connection would open another one.
    expect({ unexpected, errors, timeouts, unanswered: sent - total }).toEqual({
      unexpected: [],
      errors: 0,
      timeouts: 0,
      unanswered: CONNECTIONS,
    });
  });

  test.each(ROUND.map(({ name }) => name))('among them were many to %s', (name) => {
    expect(outcome.answered[name]).toBeGreaterThan(AT_LEAST);
  });

  test('nothing was logged: no function and no authorizer has failed', () => {
    expect(stack.log.slice(before.logged, after.logged)).toEqual([]);
  });

  test('the same processes run', () => {
    expect(after.processes).toEqual(before.processes);
    expect(after.findings.map(({ pid }) => pid)).toEqual(before.findings.map(({ pid }) => pid));
  });

  test('no process has more open', () => {
    const count = (open: readonly string[], kind: string) => open.filter((other) => other === kind).length;
    const grown = after.findings.filter(({ descriptors, open }, index) => {
      const earlier = before.findings[index];
      return descriptors > earlier.descriptors || open.some((kind) => count(open, kind) > count(earlier.open, kind));
    });
    expect(grown).toEqual([]);
  });

  test.each([
    ['the stack itself needs', ({ pid }: Findings) => pid === stack.pid],
    ['its functions together need', ({ pid }: Findings) => pid !== stack.pid],
  ])('%s no more memory', (_, counts) => {
    const bytes = ({ findings }: State) => findings.filter(counts).reduce((sum, found) => sum + found.bytes, 0);
    expect(bytes(after) - bytes(before)).toBeLessThan(ALLOWED_BYTES);
  });

  test('the notes are listed and can be deleted', async () => {
    for (const user of stack.users) {
      const { json: { notes } } = await send(user, 'GET', '/notes/me?limit=100');
      expect(notes.length).toBeGreaterThanOrEqual(AT_ONCE);
      const answers = await Promise.all(notes.map(({ id }: { id: string }) => send(user, 'DELETE', `/notes/me/${id}`)));
      expect(new Set(answers.map(({ status }: Answer) => status))).toEqual(new Set([204]));
    }
  });
});
