import { FilledTable, noteId, userId } from './filled-table';
import { Call } from '../../test/lambda/functions';
import { conditions, Conditions } from '../conditions';

/** The units that requests consume in a table of some size, by the name of the request. */
export interface UnitsRow {
  readonly users: number;
  /** For each user. */
  readonly notes: number;
  readonly units: Readonly<Record<string, number>>;
}

export interface UnitsResults extends Pick<Conditions, 'date'> {
  readonly byNotes: readonly UnitsRow[];
  readonly byUsers: readonly UnitsRow[];
}

interface Sizes {
  /** For the only user. */
  readonly notes: readonly number[];
  readonly users: readonly number[];
}

export const FULL_SCALE: Sizes = { notes: [1e2, 1e3, 1e4, 1e5, 1e6], users: [1, 1e1, 1e2, 1e3, 1e4, 1e5] };

const NOTES_OF_MANY_USERS = 10;

/** The units of each request for a user with this number of notes, which stays the same. */
async function unitsOf(table: FilledTable, user: string, notes: number): Promise<Record<string, number>> {
  const measured: Record<string, number> = {};
  const send = async (name: string, call: Omit<Call, 'userId'>) => {
    const { answer, units } = await table.call({ ...call, userId: user });
    measured[name] = units;
    return answer.json;
  };
  const id = noteId(Math.floor(notes / 2));
  const body = { content: 'Buy milk' };
  const oldest = { order: 'asc', limit: '5' };
  const created = await send('`POST`', { method: 'POST', body });
  const keyed = await send('`POST` with an `Idempotency-Key`', { method: 'POST', body, headers: { 'Idempotency-Key': `${notes}` } });
  await send('`GET`', { method: 'GET', id });
  await send('newest page', { method: 'GET' });
  const { nextCursor } = await send('oldest page', { method: 'GET', query: oldest });
  await send('next page', { method: 'GET', query: { ...oldest, cursor: nextCursor } });
  await send('`PUT`', { method: 'PUT', id, body });
  await send('`PATCH`', { method: 'PATCH', id, body: { content: 'Buy bread' } });
  for (const { noteId: added } of [created, keyed]) {
    await send('`DELETE`', { method: 'DELETE', id: added });
  }
  return measured;
}

export async function measureUnits(sizes: Sizes, log: (line: string) => void = () => {}): Promise<UnitsResults> {
  return {
    date: conditions().date,
    byNotes: await inGrowingTable(sizes.notes.map((notes) => ({ users: 1, notes })), log),
    byUsers: await inGrowingTable(sizes.users.map((users) => ({ users, notes: NOTES_OF_MANY_USERS })), log),
  };
}

async function inGrowingTable(sizes: readonly Pick<UnitsRow, 'notes' | 'users'>[], log: (line: string) => void): Promise<UnitsRow[]> {
  const table = await FilledTable.open();
  try {
    const rows: UnitsRow[] = [];
    let before = { users: 0, notes: 0 };
    for (const size of sizes) {
      await table.add([0, before.users], [before.notes, size.notes]);
      await table.add([before.users, size.users], [0, size.notes]);
      // Throws unless the last note exists.
      await table.call({ method: 'GET', userId: userId(size.users - 1), id: noteId(size.notes - 1) });
      before = size;
      rows.push({ ...size, units: await unitsOf(table, userId(Math.floor(size.users / 2)), size.notes) });
      log(JSON.stringify(rows.at(-1)));
    }
    return rows;
  } finally {
    await table.close();
  }
}
