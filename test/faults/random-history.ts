import { randomUUID } from 'node:crypto';
import { Client } from './client';
import { History, UNSEEN } from './history';
import { HistoryKind } from './history-kinds';
import { Laboratory } from './laboratory';
import { Plan } from './plan';
import { START_ROWS } from './start-rows';
import { seenRow, storedNotes } from './stored-note';
import { Traffic } from './traffic';
import { Step } from '../lambda/fault-proxy';
import { Functions } from '../lambda/functions';
import { Seen } from '../lambda/note-register';

/** A history that was carried out, with the number of its answers by status. */
export interface Carried {
  readonly history: History;
  readonly statuses: Readonly<Record<number, number>>;
}

/** Lets the clients of a plan carry out their tasks at once, on their own note, and waits until every attempt has landed. */
export async function carryOut(
  { row, tasks }: Plan, kind: HistoryKind, laboratory: Laboratory, traffic: Traffic, environments: readonly Functions[],
): Promise<Carried> {
  const { proxy, table } = laboratory;
  const userId = randomUUID();
  const statuses: Record<number, number> = {};
  const isStored = kind.begins === 'stored';
  const stored = START_ROWS[row](userId);
  if (isStored) {
    await table.put(stored);
  }
  const history = new History(isStored ? seenRow(stored) : null);
  const created = kind.begins === 'with a key' ? await createWithKey(userId, tasks[0][0].steps, traffic, environments, history) : undefined;
  const initial = isStored ? seenRow(stored) : created ?? null;
  let marks = 0;
  await Promise.all(tasks.map(async (list) => {
    const client = new Client(userId, initial?.id ?? 'note', kind, environments, traffic, history, initial);
    for (const task of list) {
      const { status } = await client.perform(task, `mark-${++marks}`);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  }));
  await proxy.landed();
  history.finally((await storedNotes(table, userId))[0] ?? null);
  return { history, statuses };
}

/** Repeats the same request with the same key until it is answered, as clients should. For the register, it is one request. */
async function createWithKey(
  userId: string, steps: readonly Step[], traffic: Traffic, environments: readonly Functions[], history: History,
): Promise<Seen> {
  const note = { content: 'first', title: null };
  const exchange = traffic.expect((attempt) => steps[attempt] ?? 'pass');
  const { json } = await history.record({ kind: 'create', note, hasKey: true }, UNSEEN, async () => {
    for (let asked = 0; ; asked++) {
      const answer = await environments[asked % environments.length].call({
        method: 'POST', userId, headers: { 'Idempotency-Key': 'key' }, body: { content: note.content }, call: exchange.call,
      });
      if (answer.status !== 503) {
        return answer;
      }
    }
  });
  return { ...note, id: json.noteId, etag: json.etag };
}
