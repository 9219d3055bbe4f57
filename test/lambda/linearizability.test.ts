import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { FaultProxy, Step } from './fault-proxy';
import { Answer, Functions } from './functions';
import { isLinearizable, Operation } from './linearizability';
import { applied, NoteRequest, Register, registerOf, Seen, seenIn } from './note-register';
import { NotesTable } from './notes-table';
import { installedEngines } from '../../local/dynamodb/engine';

/** A task of a client, and the faults of its attempts. */
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
  async function run(plan: readonly (readonly Task[])[]): Promise<Operation<Register>[]> {
    const userId = randomUUID();
    const events: Operation<Register>[] = [];
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
    async function perform(given: Task, known: Seen | undefined): Promise<Seen | undefined> {
      const mark = `op-${++marks}-`;
      const request = requestFor(given, known, mark);
      // Repeating a creation is not safe: see write-faults.test.ts.
      const steps = request.kind === 'create' ? given.steps.filter((step) => !AMBIGUOUS.includes(step)) : given.steps;
      const exchange = { pauses: given.pauses, steps, attempts: 0 };
      asked.set(mark, exchange);
      const invoked = ++clock;
      const answer = await functions!.call({ userId, id: 'note', ...CALLS[request.kind](mark, known!) });
      const isRetried = exchange.attempts > 1;
      count(request, answer, isRetried);
      const { status, json } = answer;
      const current = json?.etag ? json : json?.current;
      events.push({
        description: JSON.stringify({ ...request, steps, status, saw: current?.content }),
        invoked,
        answered: ++clock,
        isUnknown: status === 503,
        apply: applied(request, { ...answer, isRetried }),
      });
      return current ? seenIn(current) : status === 503 ? known : undefined;
    }

    await Promise.all(plan.map(async (list) => {
      let known: Seen | undefined;
      for (const next of list) {
        known = await perform(next, known);
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
      if (!isLinearizable(history, registerOf(null))) {
        const lines = history.map(({ invoked, answered, description }) => `${invoked}-${answered} ${description}`);
        throw new Error(`no order explains these answers:\n${lines.join('\n')}`);
      }
    }), { numRuns: 60, endOnFailure: true });
    expect(Math.min(seen.retried, seen.refused, seen.unknown, seen.gone)).toBeGreaterThan(0);
  });
});

/** A client writes the state that it last saw, and creates the note if it saw none. */
function requestFor({ wanted }: Task, expected: Seen | undefined, mark: string): Exclude<NoteRequest, { kind: 'list' } | { kind: 'patch' }> {
  if (wanted === 'read') {
    return { kind: 'get' };
  }
  const note = { content: mark, title: null };
  if (expected === undefined) {
    return { kind: 'create', note };
  }
  return wanted === 'write' ? { kind: 'put', note, expected } : { kind: 'delete', expected };
}

/** Each request carries its mark, so that the proxy can identify its attempts. */
const CALLS: Record<
  ReturnType<typeof requestFor>['kind'],
  (mark: string, known: Seen) => { method: string; headers?: Record<string, string>; body?: object }
> = {
  get: () => ({ method: 'GET' }),
  create: (mark) => ({ method: 'PUT', headers: { 'If-None-Match': '*' }, body: { content: mark } }),
  put: (mark, { etag }) => ({ method: 'PUT', headers: { 'If-Match': etag! }, body: { content: mark } }),
  delete: (mark, { etag }) => ({ method: 'DELETE', headers: { 'If-Match': `${etag}, "${mark}"` } }),
};
