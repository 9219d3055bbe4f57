import { installedEngines } from '../../local/dynamodb/engine';
import { CapacityMeter } from '../../test/contract/capacity-meter';
import { UNHURRIED } from '../../test/faults/laboratory';
import { inParallel } from '../../test/faults/parallel';
import { FaultProxy } from '../../test/lambda/fault-proxy';
import { Answer, Call, Functions } from '../../test/lambda/functions';
import { NotesTable, Row } from '../../test/lambda/notes-table';

const AT_ONCE = 8;
const BATCH = 1_000;

/** Short, so that a million notes fit into memory. */
const CONTENT = 'Buy milk and bread.'.padEnd(60, '.');
const DATE = '2026-01-01T00:00:00.000Z';

export const noteId = (number: number): string => `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;
export const userId = (number: number): string => `user-${String(number).padStart(6, '0')}`;

/** Ids of equal length. */
const note = (user: number, number: number): Row => ({
  PK: { S: userId(user) },
  SK: { S: noteId(number) },
  noteContent: { S: CONTENT },
  createdAt: { S: DATE },
  updatedAt: { S: DATE },
  rev: { S: 'AAAAAAAAAAAAAAAA' },
});

/** A table of notes on an embedded engine, and the functions, whose requests to it are metered. */
export class FilledTable {
  static async open(): Promise<FilledTable> {
    // Only prints the address of the engine.
    const proxy = new FaultProxy();
    const table = await NotesTable.on(installedEngines[0], proxy);
    const meter = new CapacityMeter(proxy.engine);
    return new FilledTable(table, meter, await Functions.start(await meter.listen(), { timeBudget: UNHURRIED }));
  }

  private constructor(private readonly table: NotesTable, private readonly meter: CapacityMeter, private readonly functions: Functions) {}

  /** Adds the notes with these numbers for these users; each range excludes its end. */
  async add(users: readonly [from: number, to: number], notes: readonly [from: number, to: number]): Promise<void> {
    await inParallel(AT_ONCE, batches(users, notes), (batch) => this.table.putAll(batch));
  }

  /** The answer to a call, and the units of its only request to the table. */
  async call(call: Call): Promise<{ answer: Answer; units: number }> {
    const { answer, metered } = await this.meter.during(() => this.functions.call(call));
    const [{ units }] = metered;
    if (metered.length !== 1 || units === undefined || answer.status >= 300) {
      throw new Error(`${call.method} was answered ${answer.status} after ${JSON.stringify(metered)}`);
    }
    return { answer, units };
  }

  async close(): Promise<void> {
    await this.functions.close();
    await this.meter.close();
    await this.table.close();
  }
}

function* batches([firstUser, lastUser]: readonly [number, number], [first, last]: readonly [number, number]): Generator<Row[]> {
  let batch: Row[] = [];
  for (let user = firstUser; user < lastUser; user++) {
    for (let number = first; number < last; number++) {
      batch.push(note(user, number));
      if (batch.length === BATCH) {
        yield batch;
        batch = [];
      }
    }
  }
  yield batch;
}
