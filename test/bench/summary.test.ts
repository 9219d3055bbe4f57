import { projectedCold } from '../../bench/handlers/columns';
import { Sample } from '../../bench/handlers/probe';
import { sampleRounds } from '../../bench/handlers/rounds';
import { FUNCTIONS, sharedBundle } from '../../bench/handlers/row';
import { summarize } from '../../bench/handlers/summary';
import { median } from '../../bench/statistics';

const sample = (load: number, first = 0): Sample => ({ load, first, early: 1, warm: 1, rss: 1, answer: { statusCode: 200 } });
/** The same rounds for every function. */
const always = (...rounds: Sample[]) => Object.fromEntries(FUNCTIONS.map((name) => [name, rounds]));
const rows = ['one', 'other'].map((name) => sharedBundle(name, `/${name}`, 'index.js'));

test('a cold start has a whole core to load and a share of one for its first invocation', () => {
  expect(projectedCold({ load: 100, first: 10 }, 1769 / 4)).toBeCloseTo(140);
});

test('more memory than that of one core makes a cold start no faster', () => {
  expect(projectedCold({ load: 100, first: 10 }, 3538)).toBe(110);
});

test('a row is compared round by round', () => {
  const summary = summarize({ one: always(sample(100, 50), sample(1000, 500)), other: always(sample(50), sample(500)) }, ['one']);
  expect(summary.other.getNote.load).toEqual({ median: 275, to: { one: { q1: 0.5, median: 0.5, q3: 0.5 } } });
  expect(summary.other.getNote.cold.to.one.median).toBeCloseTo(1 / 3, 4);
  expect(summary.one.getNote.load.to).toEqual({});
});

test('all functions together are like the one in their middle', () => {
  const loads = FUNCTIONS.map((_, at) => 2 ** ((at + 1) % FUNCTIONS.length));
  const middle = median(loads);
  const other = Object.fromEntries(FUNCTIONS.map((name, at) => [name, [sample(loads[at])]]));
  expect(summarize({ one: always(sample(1)), other }, ['one']).other.all.load).toEqual({
    median: middle,
    to: { one: { q1: middle, median: middle, q3: middle } },
  });
});

test('in each round every function of every row has its turn, the rows of one function together', async () => {
  const turns: string[] = [];
  const rounds: number[] = [];
  const samples = await sampleRounds(3, rows, async ({ name: row }, name) => {
    turns.push(`${name} ${row}`);
    return sample(turns.length);
  }, (round) => rounds.push(round));
  expect(rounds).toEqual([1, 2, 3]);
  for (const round of rounds) {
    const ofRound = turns.slice((round - 1) * FUNCTIONS.length * rows.length, round * FUNCTIONS.length * rows.length);
    expect([...ofRound].sort()).toEqual(FUNCTIONS.flatMap((name) => [`${name} one`, `${name} other`]).sort());
    const functions = ofRound.map((turn) => turn.split(' ')[0]);
    expect(functions.filter((name, turn) => name === functions[turn - 1])).toHaveLength(FUNCTIONS.length);
  }
  expect(samples.one.getNote).toHaveLength(3);
});
