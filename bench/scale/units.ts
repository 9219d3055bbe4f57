import { FilledTable, noteId, userId } from './filled-table';
import { conditions, Conditions } from '../conditions';

/** The units that requests consume in a table of a size, by their names. */
export interface UnitsRow {
  readonly users: number;
  /** Of each user. */
  readonly notes: number;
  readonly units: Readonly<Record<string, number>>;
}

export interface UnitsResults extends Pick<Conditions, 'date'> {
  readonly byNotes: readonly UnitsRow[];
  readonly byUsers: readonly UnitsRow[];
}

interface Sizes {
  /** Of the only user. */
  readonly notes: readonly number[];
  readonly users: readonly number[];
}

export const FULL_SCALE: Sizes = { notes: [1e2, 1e3, 1e4, 1e5, 1e6], users: [1, 1e1, 1e2, 1e3, 1e4, 1e5] };

const NOTES_OF_MANY_USERS = 10;

/** What is asked of a user that has so many notes; the last takes away what the others have added. */
async function unitsOf(table: FilledTable, user: string, notes: number): Promise<Record<string, number>> {
  const body = { content: 'Buy milk' };
  const created = await table.call({ method: 'POST', userId: user, body });
  const keyed = await table.call({ method: 'POST', userId: user, body, headers: { 'Idempotency-Key': `${user}-${notes}` } });
  const newest = await table.call({ method: 'GET', userId: user });
  const oldest = await table.call({ method: 'GET', userId: user, query: { order: 'asc', limit: '5' } });
  const next = await table.call({ method: 'GET', userId: user, query: { order: 'asc', limit: '5', cursor: oldest.answer.json.nextCursor } });
  const id = noteId(Math.floor(notes / 2));
  const read = await table.call({ method: 'GET', userId: user, id });
  const replaced = await table.call({ method: 'PUT', userId: user, id, body });
  const patched = await table.call({ method: 'PATCH', userId: user, id, body: { content: 'Buy bread' } });
  const deleted = await table.call({ method: 'DELETE', userId: user, id: created.answer.json.noteId });
  await table.call({ method: 'DELETE', userId: user, id: keyed.answer.json.noteId });
  const measured = {
    '`POST`': created,
    '`POST` with an `Idempotency-Key`': keyed,
    '`GET`': read,
    'newest page': newest,
    'oldest page': oldest,
    'next page': next,
    '`PUT`': replaced,
    '`PATCH`': patched,
    '`DELETE`': deleted,
  };
  return Object.fromEntries(Object.entries(measured).map(([name, { units }]) => [name, units]));
}

export async function measureUnits(sizes: Sizes, log: (line: string) => void = () => {}): Promise<UnitsResults> {
  return {
    date: conditions().date,
    byNotes: await inTables(sizes.notes.map((notes) => ({ users: 1, notes })), log),
    byUsers: await inTables(sizes.users.map((users) => ({ users, notes: NOTES_OF_MANY_USERS })), log),
  };
}

/** In one table that grows. */
async function inTables(sizes: readonly Pick<UnitsRow, 'notes' | 'users'>[], log: (line: string) => void): Promise<UnitsRow[]> {
  const table = await FilledTable.open();
  try {
    const rows: UnitsRow[] = [];
    let before = { users: 0, notes: 0 };
    for (const size of sizes) {
      await table.add([0, before.users], [before.notes, size.notes]);
      await table.add([before.users, size.users], [0, size.notes]);
      // Throws unless the last note is there.
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
