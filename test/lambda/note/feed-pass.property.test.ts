import fc from 'fast-check';
import { FeedModel, ModelPlan, ModelWrite } from './feed-model';
import { checkRetention, feedPage, nextFeedCursor } from '../../../lambda/note/feed-pass';
import { CHANGES_SETTLED_MILLIS } from '../../../src/contract/changes';

const SECOND = 1_000;
/** The longest delays that the feed allows for. Together with the difference of two clocks, they are the time that it waits. */
const BOUNDS = { landing: 20 * SECOND, lag: 30 * SECOND, ahead: 5 * SECOND };

type Bounds = typeof BOUNDS;

const seconds = (min: number, max: number) => fc.integer({ min: min * SECOND, max: max * SECOND });
const upTo = (most: number) => fc.oneof(fc.integer({ min: 0, max: most }), fc.constantFrom(0, most));

function plans({ landing, lag, ahead }: Bounds, { longestPoll = 90, retentionSeconds = 86_400 } = {}): fc.Arbitrary<ModelPlan> {
  const skew = fc.oneof(fc.integer({ min: -ahead, max: ahead }), fc.constantFrom(-ahead, ahead));
  const write: fc.Arbitrary<ModelWrite> = fc.record({
    at: fc.oneof(seconds(0, 600), fc.constantFrom(100 * SECOND, 300 * SECOND)),
    id: fc.constantFrom(...'abcdefgh'),
    writer: fc.nat(2),
    isDeletion: fc.nat(3).map((drawn) => drawn === 0),
    landing: upTo(landing),
    lag: upTo(lag),
  });
  return fc.record({
    writes: fc.array(write, { maxLength: 60, size: 'max' }),
    writersAhead: fc.array(skew, { minLength: 3, maxLength: 3 }),
    readerAhead: skew,
    pollGaps: fc.array(seconds(1, longestPoll), { minLength: 8, maxLength: 12 }),
    pageGap: fc.constantFrom(0, SECOND, 30 * SECOND),
    limit: fc.constantFrom(1, 2, 5, 50),
    retentionSeconds: fc.constant(retentionSeconds),
  });
}

function carriedOut(plan: ModelPlan): FeedModel {
  const model = new FeedModel(plan);
  model.run();
  return model;
}

const losses = (all: readonly ModelPlan[]): number => all.map(carriedOut).filter(({ known, notes }) =>
  JSON.stringify([...known].sort()) !== JSON.stringify([...notes].sort())).length;

test('the time to wait for is what the index, an attempt and two clocks may take', () => {
  expect(CHANGES_SETTLED_MILLIS).toBe(BOUNDS.landing + BOUNDS.lag + 2 * BOUNDS.ahead);
});

test('a client that only polls knows every note in the end', () => {
  fc.assert(fc.property(plans(BOUNDS), (plan) => {
    const { known, notes, resyncs } = carriedOut(plan);
    expect(new Map([...known].sort())).toEqual(new Map([...notes].sort()));
    expect(resyncs).toBe(0);
  }), { numRuns: 1_000 });
});

test('a client that polls more rarely than deletions are told begins again, and knows every note too', () => {
  let resyncs = 0;
  fc.assert(fc.property(plans(BOUNDS, { longestPoll: 400, retentionSeconds: 240 }), (plan) => {
    const model = carriedOut(plan);
    resyncs += model.resyncs;
    expect(new Map([...model.known].sort())).toEqual(new Map([...model.notes].sort()));
  }), { numRuns: 1_000 });
  expect(resyncs).toBeGreaterThan(100);
});

test.each<[string, Partial<Bounds>]>([
  ['the index lags longer', { lag: 3 * BOUNDS.lag }],
  ['attempts are carried out later', { landing: 3 * BOUNDS.landing }],
  ['clocks differ more', { ahead: 5 * BOUNDS.ahead }],
])('where %s than the feed waits for, changes are lost', (_, beyond) => {
  expect(losses(fc.sample(plans({ ...BOUNDS, ...beyond }), { numRuns: 500, seed: 1 }))).toBeGreaterThan(0);
});

const NOW = new Date('2026-06-01T12:00:00.000Z');
const DAY_SECONDS = 86_400;
const after = { updatedAt: '2026-06-01T11:00:00.000Z', id: 'a' };

test('a pass keeps its frontier over its pages, however long it takes', () => {
  const first = feedPage({ frontier: '2026-06-01T10:00:00.000Z' }, NOW);
  expect(first).toEqual({ from: '2026-06-01T10:00:00.000Z', frontier: '2026-06-01T11:59:00.000Z', isFirst: false });
  const second = feedPage(nextFeedCursor(first, after), new Date('2026-06-01T18:00:00.000Z'));
  expect(second).toEqual({ from: after.updatedAt, after, frontier: first.frontier, isFirst: false });
  expect(nextFeedCursor(second, undefined)).toEqual({ frontier: first.frontier });
});

test('a frontier never goes back, whatever the clock does', () => {
  const frontier = '2026-06-01T11:59:30.000Z';
  expect(feedPage({ frontier }, NOW)).toEqual({ from: frontier, frontier, isFirst: false });
});

/** The oldest date that still leads on after a day: a minute less, for the clocks. */
const OLDEST = '2026-05-31T12:01:00.000Z';
const OLDER = '2026-05-31T12:00:59.999Z';
const FRESH = '2026-06-01T11:59:00.000Z';

test.each([
  ['a frontier', { frontier: OLDEST }, { frontier: OLDER }],
  ['a page', { frontier: FRESH, after: { updatedAt: OLDEST, id: 'a' } }, { frontier: FRESH, after: { updatedAt: OLDER, id: 'a' } }],
  ['the frontier of a first pass', { frontier: OLDEST, isFirst: true, after }, { frontier: OLDER, isFirst: true, after }],
])('%s leads on as long as every deletion since then is told', (_, kept, gone) => {
  expect(() => checkRetention(kept, NOW, DAY_SECONDS)).not.toThrow();
  expect(() => checkRetention(gone, NOW, DAY_SECONDS)).toThrow(expect.objectContaining({ code: 'resync-required', status: 410 }));
});

test('a first pass may be at notes that are older than any deletion', () => {
  const old = { updatedAt: '2020-01-01T00:00:00.000Z', id: 'a' };
  const cursor = { frontier: FRESH, isFirst: true, after: old };
  expect(() => checkRetention(cursor, NOW, DAY_SECONDS)).not.toThrow();
  expect(feedPage(cursor, NOW)).toMatchObject({ from: old.updatedAt, after: old });
});
