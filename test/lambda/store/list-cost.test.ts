import { installedEngines } from '../../../local/dynamodb/engine';
import { FaultProxy } from '../fault-proxy';
import { Functions } from '../functions';
import { NotesTable, Row } from '../notes-table';

/** More than the megabyte that DynamoDB reads for one request. */
const NOTES = 2_500;

/**
 * The bytes of all rows of one request that a strongly consistent read unit covers.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
const UNIT_BYTES = 4_096;

const USER = 'alice';
const DATE = { S: '2026-01-01T00:00:00.000Z' };

/** Rows of one size, so that pages with the same number of rows have comparable costs. */
const ROWS = Array.from({ length: NOTES }, (_, at): Row => ({
  PK: { S: USER },
  SK: { S: `00000000-0000-7000-8000-${at.toString().padStart(12, '0')}` },
  noteContent: { S: 'Buy milk. '.repeat(40) },
  createdAt: DATE,
  updatedAt: DATE,
  rev: { S: 'AAAAAAAAAAAAAAAA' },
}));
const IDS = ROWS.map(({ SK }) => SK.S!);
const ROW_BYTES = Object.entries(ROWS[0]).reduce((sum, [name, { S }]) => sum + name.length + S!.length, 0);

interface Query {
  readonly order: 'desc' | 'asc';
  readonly view: 'full' | 'summary';
  readonly limit: number;
  readonly cursor?: string;
}

interface Page {
  readonly ids: string[];
  readonly nextCursor?: string;
  readonly operations: string[];
  readonly input: Record<string, unknown>;
  /** As DynamoDB reports them. */
  readonly units: number;
  readonly read: number;
}

const proxy = new FaultProxy();
beforeAll(() => proxy.listen());
afterAll(() => proxy.close());

describe.each(installedEngines)(`the list of a user with ${NOTES} notes, on %s`, (engine) => {
  let table: NotesTable;
  let functions: Functions;
  beforeAll(async () => {
    table = await NotesTable.on(engine, proxy);
    await table.putAll(ROWS);
    functions = await Functions.start(proxy.endpoint, { timeBudget: { connectTimeout: 3_000, requestTimeout: 6_000, allAttempts: 9_000 } });
  });
  afterAll(async () => {
    await functions.close();
    await table.close();
  });

  async function page({ limit, ...query }: Query): Promise<Page> {
    proxy.forget();
    const { json } = await functions.call({ method: 'GET', userId: USER, query: { ...query, limit: `${limit}` } });
    const [{ ConsumedCapacity, ScannedCount }] = proxy.outputs as { ConsumedCapacity: { CapacityUnits: number }; ScannedCount: number }[];
    return {
      ids: json.notes.map(({ id }: { id: string }) => id),
      nextCursor: json.nextCursor,
      operations: [...proxy.attempts],
      input: proxy.lastInput,
      units: ConsumedCapacity.CapacityUnits,
      read: ScannedCount,
    };
  }

  /** All pages, from the first to the last; if the list does not end, one page too many. */
  async function pages(query: Query): Promise<Page[]> {
    const all = [await page(query)];
    for (let cursor = all[0].nextCursor; cursor !== undefined && all.length <= NOTES / query.limit; cursor = all.at(-1)!.nextCursor) {
      all.push(await page({ ...query, cursor }));
    }
    return all;
  }

  const unitsFor = (rows: number) => Math.ceil(rows * ROW_BYTES / UNIT_BYTES);

  describe.each([
    { order: 'desc', view: 'full' }, { order: 'desc', view: 'summary' }, { order: 'asc', view: 'full' }, { order: 'asc', view: 'summary' },
  ] as const)('order $order, view $view', (how) => {
    const ids = how.order === 'asc' ? IDS : IDS.toReversed();
    let hundreds: Page[];

    describe.each([[50], [100]])('by %i', (limit) => {
      let all: Page[];
      beforeAll(async () => { hundreds = all = await pages({ ...how, limit }); });

      test('is all there, on pages that are full', () => {
        expect(all.flatMap((one) => one.ids)).toEqual(ids);
        expect(all).toHaveLength(NOTES / limit);
      });

      test('is one request a page, which reads what the page shows and one row more', () => {
        expect(all.flatMap(({ operations }) => operations)).toEqual(all.map(() => 'Query'));
        expect(all.map(({ read }) => read)).toEqual([...Array(all.length - 1).fill(limit + 1), limit]);
      });

      test('is asked for from where the page before ended, with nothing else that changes', () => {
        const starts = all.map(({ input: { ExclusiveStartKey } }) => ExclusiveStartKey);
        expect(starts).toEqual([undefined, ...all.slice(0, -1).map((one) => ({ PK: { S: USER }, SK: { S: one.ids.at(-1) } }))]);
        for (const { input: { ExclusiveStartKey: _, ...others } } of all) {
          expect(others).toEqual(all[0].input);
        }
        expect(all[0].input).not.toHaveProperty('FilterExpression');
      });

      test('costs the same from the first page to the last, which has no row more to read', () => {
        expect(all.map(({ units }) => units)).toEqual([...Array(all.length - 1).fill(unitsFor(limit + 1)), unitsFor(limit)]);
      });
    });

    test('costs the same for one note, wherever it is', async () => {
      const cursors = [undefined, ...hundreds.slice(0, -1).map(({ nextCursor }) => nextCursor)];
      for (const [at, cursor] of cursors.entries()) {
        const { ids: shown, operations, read, units } = await page({ ...how, limit: 1, ...cursor && { cursor } });
        expect({ shown, operations, read, units }).toEqual({ shown: [ids[at * 100]], operations: ['Query'], read: 2, units: unitsFor(2) });
      }
    });
  });
});
