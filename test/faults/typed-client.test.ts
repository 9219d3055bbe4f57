import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { note } from './figures';
import { inParallel } from './parallel';
import { scaled, SEED } from './scale';
import { ConflictError, Note, NotesClient } from '../../client/index';
import { installedEngines, startEngine } from '../../local/dynamodb/engine';
import { Lifetime } from '../../local/machine/lifetime';
import { FaultName, Network } from '../client/network';
import { LocalApi, startApi } from '../contract/local-api';
import { FaultProxy, Step } from '../lambda/fault-proxy';

/** Edits or creates of ten clients at once. */
const FULL = 2_500;
const CLIENTS = 10;
/** So few that the clients meet. */
const NOTES = 3;

/** Long enough that a busy machine causes no failures. */
const UNHURRIED = { timeout: 3_600_000 };

/** The number of requests to the API in a hundred that meet each fault: thirty meet one. */
const ON_THE_WAY: Partial<Record<FaultName, number>> = {
  lostRequest: 4, lostAnswer: 9, halfAnAnswer: 4, unavailableAfter: 4, unavailable: 2, throttled: 3, badGateway: 3, signInPage: 1,
};

/** The number of attempts of the functions in a hundred that meet each fault: thirty meet one. */
const AT_DYNAMODB: Partial<Record<Step, number>> = {
  lost: 4, reset: 8, serverErrorAfter: 6, throttled: 4, serverError: 3, emptiedAnswer: 3, late700: 2,
};

/** Draws faults with these shares. */
function chanceOf<Fault extends string>(shares: Partial<Record<Fault, number>>): () => Fault | 'pass' {
  const all = (Object.entries(shares) as [Fault, number][]).flatMap(([fault, share]) => Array<Fault>(share).fill(fault));
  const drawn = fc.sample(fc.nat(99), { numRuns: 10_000, seed: SEED });
  let at = 0;
  return () => all[drawn[at++ % drawn.length]] ?? 'pass';
}

const lifetime = new Lifetime();
const proxy = new FaultProxy();
let api: LocalApi;
let network: Network;
let userId: string;
/** A client that meets no faults on its way. */
let untroubled: NotesClient;

beforeAll(async () => {
  await proxy.listen();
  proxy.engine = (await startEngine(installedEngines[0], lifetime, () => {})).endpoint;
  api = await startApi({ dynamoDbEndpoint: proxy.endpoint });
  network = await Network.before(api.address.url);
});
afterAll(async () => {
  await network?.close();
  await api?.stop();
  await proxy.close();
  await lifetime.end();
});
beforeEach(() => {
  userId = randomUUID();
  untroubled = new NotesClient({ url: api.address.url, userId });
});

type Work = (notes: NotesClient, mark: string, index: number) => Promise<void>;

/** Lets ten clients work under faults until every attempt is carried out, even late ones. Resolves to the number of requests. */
async function underFaults(work: Work): Promise<number> {
  const clients = Array.from({ length: CLIENTS }, () => new NotesClient({ url: network.url, userId, ...UNHURRIED }));
  network.meet();
  network.chance = chanceOf(ON_THE_WAY);
  const drawn = chanceOf(AT_DYNAMODB);
  proxy.stepOf = async () => drawn();
  await inParallel(CLIENTS, Array(scaled(FULL)).keys(), async (index) => work(clients[index % CLIENTS], `<${index}>`, index));
  await network.settled();
  await proxy.landed();
  const { length } = network.sent;
  network.meet();
  proxy.stepOf = undefined;
  return length;
}

/** The number of times that a text is in notes. */
const occurrences = (notes: readonly Note[], text: string) => notes.reduce((sum, { content }) => sum + content.split(text).length - 1, 0);

/** Lets ten clients append to a few notes, and counts acknowledged, lost and duplicated texts. */
async function edited(part: string, edit: (notes: NotesClient, id: string, mark: string) => Promise<'acknowledged' | 'unknown'>) {
  const ids = await Promise.all(Array.from({ length: NOTES }, async () => (await untroubled.create({ content: '' })).id));
  const outcomes = new Map<string, 'acknowledged' | 'unknown'>();
  const requests = await underFaults(async (notes, mark, index) => {
    outcomes.set(mark, await edit(notes, ids[index % NOTES], mark));
  });
  const stored = await Promise.all(ids.map(async (id) => untroubled.get(id)));
  const count = (is: (outcome: string, found: number) => boolean) =>
    [...outcomes].filter(([mark, outcome]) => is(outcome, occurrences(stored, mark))).length;
  const found = {
    edits: outcomes.size,
    requests,
    unknown: count((outcome) => outcome === 'unknown'),
    lost: count((outcome, times) => outcome === 'acknowledged' && times === 0),
    twice: count((_, times) => times > 1),
  };
  note(part, found);
  return found;
}

test('of the edits of ten clients, each is made once when they know what they have done', async () => {
  const found = await edited('edits', async (notes, id, mark) => {
    await notes.edit(id, ({ content }) => ({ content: content + mark }), { isDone: ({ content }) => content.includes(mark) });
    return 'acknowledged';
  });
  expect(found).toMatchObject({ edits: scaled(FULL), lost: 0, twice: 0 });
});

test('of the edits of ten clients, none is lost or made twice when they do not know what they have done', async () => {
  const found = await edited('edits without isDone', async (notes, id, mark) => {
    try {
      await notes.edit(id, ({ content }) => ({ content: content + mark }));
      return 'acknowledged';
    } catch (error) {
      if (error instanceof ConflictError && error.isOutcomeUnknown) {
        return 'unknown';
      }
      throw error;
    }
  });
  expect(found).toMatchObject({ edits: scaled(FULL), lost: 0, twice: 0 });
  expect(found.unknown).toBeLessThan(found.edits);
});

test('of the creates of ten clients, each makes one note', async () => {
  const created: Note[] = [];
  const requests = await underFaults(async (notes, mark) => { created.push(await notes.create({ content: mark })); });
  const stored: Note[] = [];
  for await (const one of untroubled.list({ limit: 100 })) {
    stored.push(one);
  }
  const found = {
    creates: created.length,
    requests,
    lost: created.filter(({ content }) => occurrences(stored, content) === 0).length,
    twice: created.filter(({ content }) => occurrences(stored, content) > 1).length,
  };
  note('creates of the client', found);
  expect(found).toMatchObject({ creates: scaled(FULL), lost: 0, twice: 0 });
  expect(stored.map(({ id }) => id).sort()).toEqual(created.map(({ id }) => id).sort());
});
