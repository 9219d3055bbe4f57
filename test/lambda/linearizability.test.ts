import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { FaultProxy, Step } from './fault-proxy';
import { Answer, Functions } from './functions';
import { isLinearizable, Operation } from './linearizability';
import { applied, NoteRequest } from './note-register';
import { NotesTable } from './notes-table';
import { installedEngines } from '../../local/dynamodb/engine';

describe('the search for an order of the operations', () => {
  type Event = [request: NoteRequest, status: number, content: string | undefined, invoked: number, answered: number, isRetried?: boolean];
  const history = (...events: Event[]): Operation[] => events.map(([request, status, content, invoked, answered, isRetried = false]) => ({
    description: request.kind,
    invoked,
    answered,
    isUnknown: status === 503,
    apply: applied(request, { status, json: { content, current: { content } } }, isRetried),
  }));
  const put = (expected: string, content: string): NoteRequest => ({ kind: 'put', expected, content });
  const create = (content: string): NoteRequest => ({ kind: 'create', content });
  const remove = (expected: string): NoteRequest => ({ kind: 'delete', expected });
  const get: NoteRequest = { kind: 'get' };

  test.each<[string, Event[]]>([
    [
      'writes one after the other',
      [
        [put('a', 'b'), 200, 'b', 1, 2],
        [put('b', 'c'), 200, 'c', 3, 4],
        [get, 200, 'c', 5, 6],
      ],
    ],
    [
      'a read during a write, of either state',
      [
        [put('a', 'b'), 200, 'b', 1, 6],
        [get, 200, 'a', 2, 3],
        [get, 200, 'b', 4, 5],
      ],
    ],
    [
      'a write that is unknown and never seen',
      [
        [put('a', 'b'), 503, undefined, 1, 2],
        [get, 200, 'a', 3, 4],
      ],
    ],
    [
      'a write that is unknown and seen later',
      [
        [put('a', 'b'), 503, undefined, 1, 2],
        [get, 200, 'a', 3, 4],
        [get, 200, 'b', 5, 6],
      ],
    ],
    [
      'the loser of two writes',
      [
        [put('a', 'b'), 200, 'b', 1, 4],
        [put('a', 'c'), 412, 'b', 2, 3],
      ],
    ],
    [
      'a note deleted and made again',
      [
        [remove('a'), 204, undefined, 1, 2],
        [get, 404, undefined, 3, 4],
        [create('b'), 201, 'b', 5, 6],
        [get, 200, 'b', 7, 8],
      ],
    ],
    [
      'a deletion tried again of what another one has deleted',
      [
        [remove('a'), 204, undefined, 1, 2],
        [remove('a'), 204, undefined, 3, 4, true],
      ],
    ],
  ])('explains %s', (_, events) => {
    expect(isLinearizable(history(...events), 'a')).toBe(true);
  });

  test.each<[string, Event[]]>([
    ['a read of what was overwritten before', [[put('a', 'b'), 200, 'b', 1, 2], [get, 200, 'a', 3, 4]]],
    ['a read back in time', [[put('a', 'b'), 200, 'b', 1, 6], [get, 200, 'b', 2, 3], [get, 200, 'a', 4, 5]]],
    ['two writes that both replaced the same', [[put('a', 'b'), 200, 'b', 1, 4], [put('a', 'c'), 200, 'c', 2, 3]]],
    ['a write that was refused and is seen', [[put('a', 'b'), 412, 'c', 1, 6], [put('a', 'c'), 200, 'c', 2, 3], [get, 200, 'b', 4, 5]]],
    ['a write that was refused by its own', [[put('a', 'b'), 412, 'b', 1, 2]]],
    [
      'a write that is unknown and both seen and undone by none',
      [
        [put('a', 'b'), 503, undefined, 1, 2],
        [get, 200, 'b', 3, 4],
        [get, 200, 'a', 5, 6],
      ],
    ],
    ['a note that nobody wrote', [[get, 200, 'x', 1, 2]]],
    ['a note missing that nobody deleted', [[get, 404, undefined, 1, 2]]],
    ['a second deletion at the first attempt', [[remove('a'), 204, undefined, 1, 2], [remove('a'), 204, undefined, 3, 4]]],
    ['a creation of what is there', [[create('b'), 201, 'b', 1, 2]]],
    ['a note that is there again after its deletion', [[remove('a'), 204, undefined, 1, 2], [get, 200, 'a', 3, 4]]],
    ['an answer that no request has', [[get, 500, undefined, 1, 2]]],
  ])('finds none for %s', (_, events) => {
    expect(isLinearizable(history(...events), 'a')).toBe(false);
  });
});

/** What a client is to do, and what happens to the attempts that it makes of DynamoDB. */
interface Task {
  readonly wanted: 'read' | 'write' | 'delete';
  readonly steps: readonly Step[];
  readonly pauses: readonly number[];
}

const AMBIGUOUS: readonly Step[] = ['lost', 'reset', 'serverError'];
const task: fc.Arbitrary<Task> = fc.record({
  wanted: fc.constantFrom('read', 'write', 'write', 'write', 'delete', 'delete'),
  steps: fc.oneof(
    fc.constant([]),
    fc.array(fc.constantFrom<Step>('lost', 'lost', 'reset', 'serverError', 'pass'), { minLength: 1, maxLength: 4 }),
  ),
  pauses: fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }),
});
const clients = fc.array(fc.array(task, { minLength: 4, maxLength: 4 }), { minLength: 3, maxLength: 3 });

describe('requests for one note at once', () => {
  const proxy = new FaultProxy();
  let table: NotesTable;
  let functions: Functions | undefined;
  let histories = 0;
  const seen = { retried: 0, refused: 0, unknown: 0, gone: 0 };

  beforeAll(async () => {
    await proxy.listen();
    table = await NotesTable.on(installedEngines[0], proxy);
  });
  afterAll(async () => {
    await functions?.close();
    await table.close();
    await proxy.close();
  });

  /** Runs the clients' tasks on a note of their own. */
  async function run(plan: readonly (readonly Task[])[]): Promise<Operation[]> {
    const userId = randomUUID();
    const events: Operation[] = [];
    // Every content has one entity tag for good, and every entity tag one content.
    const contents = new Map<string, string>();
    const asked = new Map<string, { pauses: Task['pauses']; steps: Task['steps']; attempts: number }>();
    let clock = 0;
    let marks = 0;
    proxy.stepOf = async (input) => {
      const current = asked.get(/op-\d+-/.exec(JSON.stringify(input))?.[0] ?? '');
      if (!current) {
        return 'pass';
      }
      const attempt = current.attempts++;
      await delay(current.pauses[attempt]);
      return current.steps[attempt] ?? 'pass';
    };
    const learn = ({ content, etag }: { content: string; etag: string }): string => {
      expect(contents.get(etag) ?? content).toBe(content);
      contents.set(etag, content);
      return etag;
    };

    async function perform(given: Task, etag: string | undefined): Promise<string | undefined> {
      const mark = `op-${++marks}-`;
      const request = requestFor(given, etag === undefined ? undefined : contents.get(etag), mark);
      // A creation that is tried again is not safe: see write-faults.test.ts.
      const steps = request.kind === 'create' ? given.steps.filter((step) => !AMBIGUOUS.includes(step)) : given.steps;
      const exchange = { pauses: given.pauses, steps, attempts: 0 };
      asked.set(mark, exchange);
      const invoked = ++clock;
      const answer = await functions!.call({ userId, id: 'note', ...CALLS[request.kind](mark, etag!) });
      const isRetried = exchange.attempts > 1;
      count(request, answer, isRetried);
      const { status, json } = answer;
      events.push({
        description: JSON.stringify({ ...request, steps, status, saw: json?.content ?? json?.current?.content }),
        invoked,
        answered: ++clock,
        isUnknown: status === 503,
        apply: applied(request, answer, isRetried),
      });
      const current = json?.etag ? json : json?.current;
      return current ? learn(current) : status === 503 ? etag : undefined;
    }

    await Promise.all(plan.map(async (list) => {
      let etag: string | undefined;
      for (const next of list) {
        etag = await perform(next, etag);
      }
    }));
    return events;
  }

  function count({ kind }: NoteRequest, { status }: Answer, isRetried: boolean): void {
    seen.retried += Number(isRetried && status === 200 && kind === 'put');
    seen.refused += Number(status === 412);
    seen.unknown += Number(status === 503);
    seen.gone += Number(isRetried && status === 204);
  }

  test('are answered as if they had come one after the other, whatever is lost on the way', async () => {
    await fc.assert(fc.asyncProperty(clients, async (plan) => {
      if (histories++ % 6 === 0) {
        // The faults before have used up retries.
        await functions?.close();
        functions = await Functions.start(proxy.endpoint, { timeBudget: { firstBackOff: 4 } });
      }
      const history = await run(plan);
      if (!isLinearizable(history, null)) {
        const lines = history.map(({ invoked, answered, description }) => `${invoked}-${answered} ${description}`);
        throw new Error(`no order explains these answers:\n${lines.join('\n')}`);
      }
    }), { numRuns: 60, endOnFailure: true });
    expect(Math.min(seen.retried, seen.refused, seen.unknown, seen.gone)).toBeGreaterThan(0);
  });
});

/** A client writes what it last saw, and makes the note where it saw none. */
function requestFor({ wanted }: Task, expected: string | undefined, mark: string): NoteRequest {
  if (wanted === 'read') {
    return { kind: 'get' };
  }
  if (expected === undefined) {
    return { kind: 'create', content: mark };
  }
  return wanted === 'write' ? { kind: 'put', content: mark, expected } : { kind: 'delete', expected };
}

/** Each names its mark, so that the proxy knows whose attempt it sees. */
const CALLS: Record<
  NoteRequest['kind'],
  (mark: string, etag: string) => { method: string; headers?: Record<string, string>; body?: object }
> = {
  get: () => ({ method: 'GET' }),
  create: (mark) => ({ method: 'PUT', headers: { 'If-None-Match': '*' }, body: { content: mark } }),
  put: (mark, etag) => ({ method: 'PUT', headers: { 'If-Match': etag }, body: { content: mark } }),
  delete: (mark, etag) => ({ method: 'DELETE', headers: { 'If-Match': `${etag}, "${mark}"` } }),
};
