import { Duration } from 'aws-cdk-lib';
import { CapacityMeter } from './capacity-meter';
import { OPEN } from './local-api';
import { idsOn, Notes } from './notes';
import { describeLocal, Item, local, newUser, Target } from './target';
import { itemBytes } from '../../bench/cost/capacity-units';
import { ItemBytes, PricedRequest, RequestName, REQUESTS } from '../../bench/cost/requests';
import { installedEngines, startEngine } from '../../local/dynamodb/engine';
import { Lifetime } from '../../local/machine/lifetime';
import { CHANGES_INDEX } from '../../src/contract/changes';
import { NotesOption } from '../../src/contract/options';
import { Answer } from '../http';
import { NotesApiProps } from 'cdk-notes-api';

const { NOTES_DYNAMODB_ENDPOINT: endpoint } = process.env;

const engines: [name: string, start: (lifetime: Lifetime) => Promise<string>][] = endpoint
  ? [[endpoint, async () => endpoint]]
  : installedEngines.map((name) => [name, async (lifetime) => (await startEngine(name, lifetime, () => {})).endpoint]);

const KB = 1024;

/** A row as the tutorial's own code wrote it, without title, dates and revision. */
const TUTORIAL = 100;

/** Around what a unit holds, and as large as a note may be. */
const SIZES = [KB, KB + 1, 4 * KB, 4 * KB + 1, 40 * KB, 400 * KB];

const ID = '8b0c6e2e-5b1f-4c51-9d64-7f6a3c0e2d11';
const RECORD = '~idempotency-key#key';

/** A title and another one of as many bytes. */
type Titles = readonly [string, string];

/** Titles whose bytes are more than their characters. For dynalite, which counts characters, others. */
const titlesFor = (engine: string): Titles => engine === 'dynalite' ? ['Purchases', 'Sales 2/3'] : ['Einkäufe für €5', 'Verkäufe für €7'];

/** A row of exactly this many bytes. */
function row(user: string, bytes: number, title: string, id = ID): Item {
  const key = { PK: { S: user }, SK: { S: id } };
  const date = { S: '2026-01-01T00:00:00.000Z' };
  const others =
    bytes === TUTORIAL ? key : { ...key, title: { S: title }, createdAt: date, updatedAt: date, rev: { S: 'AAAAAAAAAAAAAAAA' } };
  return { ...others, noteContent: { S: 'x'.repeat(bytes - itemBytes({ ...others, noteContent: { S: '' } })) } };
}

/** A note of this many bytes that replaces another one. */
const body = (user: string, bytes: number, title: string) => ({
  title,
  content: row(user, Math.max(bytes, KB), title).noteContent.S!.replaceAll('x', 'y'),
});

const KEYED = { 'idempotency-key': 'key' };
const OTHER_TAG = { 'if-match': '"other"' };

/** The requests of each kind, for the existing note or for a new one of this size. */
const SENT: Record<RequestName, (notes: Notes, bytes: number, title: string) => Promise<Answer>> = {
  '`POST`': (notes, bytes, title) => notes.post(body(notes.user, bytes, title)),
  '`POST` with an `Idempotency-Key`': (notes, bytes, title) => notes.post(body(notes.user, bytes, title), KEYED),
  '`GET`': (notes) => notes.get(ID),
  '`GET` of a list': (notes) => notes.list(),
  '`GET` of a list with `view=summary`': (notes) => notes.list({ view: 'summary' }),
  '`PUT`': (notes, bytes, title) => notes.put(ID, body(notes.user, bytes, title)),
  '`PATCH`': (notes, _, title) => notes.patch(ID, { title }),
  '`DELETE`': (notes) => notes.delete(ID),
  '`PUT` or `PATCH` answered 412': (notes, bytes, title) => notes.put(ID, body(notes.user, bytes, title), OTHER_TAG),
  '`DELETE` answered 412': (notes) => notes.delete(ID, OTHER_TAG),
  '`DELETE` with `trash`': (notes) => notes.delete(ID),
  '`POST` that restores, with `trash`': (notes) => notes.restore(ID),
  '`POST` with `changes`': (notes, bytes, title) => notes.post(body(notes.user, bytes, title)),
  '`PUT` with `changes`': (notes, bytes, title) => notes.put(ID, body(notes.user, bytes, title)),
  '`PATCH` with `changes`': (notes, _, title) => notes.patch(ID, { title }),
  '`DELETE` with `changes`': (notes) => notes.delete(ID),
  '`POST` that restores, with `changes`': (notes) => notes.restore(ID),
  '`GET` of a list with `since`': (notes) => notes.list({ since: '' }),
};

const creates = (name: RequestName): boolean => name.startsWith('`POST`');
const isRefused = (name: RequestName): boolean => name.endsWith('412');
const named = (option?: NotesOption): RequestName[] =>
  (Object.keys(SENT) as RequestName[]).filter((name) => (REQUESTS[name] as PricedRequest).option === option);

describeLocal.each(engines)('what a request consumes on %s', (engine, start) => {
  const lifetime = new Lifetime();
  const [title, otherTitle] = titlesFor(engine);
  let meter: CapacityMeter;
  let api: Target;
  let notes: Notes;
  beforeAll(async () => {
    meter = new CapacityMeter(await start(lifetime));
    api = await local({ dynamoDbEndpoint: await meter.listen() });
  });
  afterAll(async () => {
    await api?.stop();
    await meter?.close();
    await lifetime.end();
  });
  beforeEach(() => { notes = new Notes(api, newUser()); });

  /** The size of a row in bytes; 0 for a missing row. */
  const bytesOf = async (id: string): Promise<number> => itemBytes(await api.getItem(notes.user, id) ?? {});

  async function expectConsumed(name: RequestName, send: () => Promise<Answer>, page: readonly number[] = []): Promise<Answer> {
    const before = await bytesOf(ID);
    const { answer, metered } = await meter.during(send);
    const after = await bytesOf(answer.headers.location?.split('/').at(-1) ?? ID);
    const units = consumption(name, { before, after, record: await bytesOf(RECORD), page, entry: 0, polled: [] });
    expect(metered).toEqual([{ action: REQUESTS[name].action, units }]);
    expect(api.logs).toEqual([]);
    return answer;
  }

  const carriedOut = named().filter((name) => !isRefused(name));

  const creations = carriedOut.filter(creates).flatMap((name) => SIZES.map((size) => [name, size] as const))
    // DynamoDB Local counts a transaction of items of one unit each as one item.
    .filter(([name, size]) => engine !== endpoint || REQUESTS[name].action !== 'TransactWriteItems' || size > KB);

  test.each(creations)('is what docs/costs.md counts with: %s of %i bytes', async (name, size) => {
    const { json: { noteId } } = await expectConsumed(name, () => SENT[name](notes, size, title));
    expect(await bytesOf(noteId)).toBe(size);
  });

  const others = carriedOut.filter((name) => !creates(name)).flatMap((name) => [TUTORIAL, ...SIZES].map((size) => [name, size] as const));

  test.each(others)('is what docs/costs.md counts with: %s of %i bytes', async (name, size) => {
    await api.putItem(row(notes.user, size, title));
    expect(await bytesOf(ID)).toBe(size);
    const { status } = await expectConsumed(name, () => SENT[name](notes, size, otherTitle), [size]);
    expect(status).toBeLessThan(300);
  });

  test.each(named().filter(isRefused))('is not said of one that is refused, which is one request too: %s', async (name) => {
    await api.putItem(row(notes.user, KB, title));
    const { answer, metered } = await meter.during(() => SENT[name](notes, KB, otherTitle));
    expect(answer.status).toBe(412);
    expect(metered).toEqual([{ action: REQUESTS[name].action, units: undefined }]);
    expect(api.logs).toEqual([]);
  });

  test.each<[string, RequestName, number, (user: string) => Promise<Answer>]>([
    ['grows', '`PUT`', KB, (user) => notes.put(ID, body(user, 4 * KB + 1, title))],
    ['shrinks', '`PUT`', 4 * KB + 1, (user) => notes.put(ID, body(user, KB, title))],
    ['is left as it is', '`PATCH`', 3 * KB, () => notes.patch(ID, {})],
  ])('is that of the larger size when a note %s', async (_, name, size, send) => {
    await api.putItem(row(notes.user, size, title));
    const { status } = await expectConsumed(name, () => send(notes.user));
    expect(status).toBe(200);
  });

  test.each<[string, RequestName]>([
    ['full', '`GET` of a list'],
    ['summary', '`GET` of a list with `view=summary`'],
  ])('is that of one note more than a page shows: view %s', async (view, name) => {
    for (let at = 0; at < 60; at++) {
      await api.putItem(row(notes.user, KB, title, `note-${100 + at}`));
    }
    const answer = await expectConsumed(name, () => notes.list({ view }), Array(51).fill(KB));
    expect(idsOn(answer)).toHaveLength(50);
    await expectConsumed(name, () => notes.list({ view, limit: '7' }), Array(8).fill(KB));
    await expectConsumed(name, () => notes.list({ view, limit: '100' }), Array(60).fill(KB));
  });

  // For an empty list, dynalite and DynamoDB Local answer otherwise.
  test('is one unit when there is nothing to read', async () => {
    const { status } = await expectConsumed('`GET`', () => notes.get(ID));
    expect(status).toBe(404);
  });
});

/** The props of an API with an option. */
const WITH: Readonly<Record<NotesOption, NotesApiProps>> = {
  trash: { ...OPEN, trash: Duration.days(30) },
  changes: { ...OPEN, trash: Duration.days(30), changes: true },
};

// dynalite does not count the writes of an index.
const counting = engines.filter(([engine]) => engine !== 'dynalite');
const optional = (Object.keys(WITH) as NotesOption[])
  .flatMap((option) => counting.map(([engine, start]) => [option, engine, start] as const));

describeLocal.each(optional)('what a request consumes with %s on %s', (option, engine, start) => {
  const lifetime = new Lifetime();
  const [title, otherTitle] = titlesFor(engine);
  let meter: CapacityMeter;
  let api: Target;
  beforeAll(async () => {
    meter = new CapacityMeter(await start(lifetime));
    api = await local({ dynamoDbEndpoint: await meter.listen() }, WITH[option]);
  });
  afterAll(async () => {
    await api?.stop();
    await meter?.close();
    await lifetime.end();
  });

  // A note of 400 KB has no room for the date of its deletion.
  const sized = named(option).flatMap((name) => SIZES.slice(0, -1).map((size) => [name, size] as const));

  test.each(sized)('is what the documents count with: %s of %i bytes', async (name, size) => {
    const notes = new Notes(api, newUser());
    const restores = name.includes('restores');
    if (restores || !creates(name)) {
      await api.putItem(row(notes.user, size, title));
    }
    if (restores) {
      await notes.delete(ID);
    }
    const before = await api.getItem(notes.user, ID);
    const { answer, metered } = await meter.during(() => SENT[name](notes, size, otherTitle));
    expect(answer.status).toBeLessThan(300);
    const after = await api.getItem(notes.user, answer.headers.location?.split('/').at(-1) ?? ID);
    const entry = entryBytes(after!);
    const bytes = { before: itemBytes(before ?? {}), after: itemBytes(after ?? {}), record: 0, page: [], entry, polled: [entry] };
    expect(metered).toEqual([{ action: REQUESTS[name].action, units: consumption(name, bytes) }]);
    expect(api.logs).toEqual([]);
  });
});

/** The size of a row's entry in the index of changes. */
function entryBytes(item: Item): number {
  const indexed: readonly string[] = ['PK', 'SK', CHANGES_INDEX.sortKey, ...CHANGES_INDEX.attributes];
  return itemBytes(Object.fromEntries(Object.entries(item).filter(([name]) => indexed.includes(name))));
}

/** The capacity in the answer: each answer has either reads or writes. */
function consumption(name: RequestName, bytes: ItemBytes): number {
  const { read, write } = REQUESTS[name].units(bytes);
  return read + write;
}
