import { Consumer, consumer } from './consumer';
import { measure, Measurement, Synthesis } from './measure';
import { ROW_NAMES, RowName } from './rows/names';
import { marginalCosts, Spread, spread } from './statistics';

/** What is measured, the counts of instances in their order. */
const SYNTHESES: readonly (Synthesis & { readonly maxRounds?: number })[] = [
  { instances: 1, validation: false },
  { instances: 10, validation: false },
  { instances: 100, validation: false, maxRounds: 5 },
  { instances: 1, validation: true },
];

type Measured = Record<'whole' | 'synth', Record<'wall' | 'cpu', Spread>>;

export interface SynthRow extends Measured {
  readonly resources: number;
  /** Times those of five `NodejsFunction`s in the same round. */
  readonly ratio: Measured;
}

export interface SynthCase extends Synthesis {
  readonly rounds: number;
  readonly rows: Record<RowName, SynthRow>;
}

export interface SynthResults {
  readonly versions: { readonly [name: string]: string };
  readonly cases: readonly SynthCase[];
  /** CPU milliseconds of one more instance, up to 10 and from there to 100. */
  readonly marginal: Record<RowName, readonly number[]>;
}

/** Measures what an app's synthesis costs with this library and with what people would use instead. Needs a build. */
export async function benchSynth({ rounds, log }: { rounds: number; log: (line: string) => void }): Promise<SynthResults> {
  log('synth: installs the packed library');
  const app = consumer();
  try {
    const measurements = SYNTHESES.map((): Round[] => []);
    for (let round = 0; round < rounds; round++) {
      SYNTHESES.forEach((synthesis, index) => {
        if (round < (synthesis.maxRounds ?? Infinity)) {
          log(`synth: round ${round + 1} of ${rounds}, ${synthesis.instances} instances${synthesis.validation ? ' with validation' : ''}`);
          measurements[index].push(measuredRound(app, synthesis, round));
        }
      });
    }
    const cases = SYNTHESES.map(({ instances, validation }, index) => summary({ instances, validation }, measurements[index]));
    return { versions: { node: process.versions.node, ...app.versions }, cases, marginal: byRow((row) => marginal(row, cases)) };
  } finally {
    app.remove();
  }
}

type Round = Record<RowName, Measurement>;

/** Another row is the first one in each round. */
function measuredRound(app: Consumer, synthesis: Synthesis, round: number): Round {
  const first = round % ROW_NAMES.length;
  const order = [...ROW_NAMES.slice(first), ...ROW_NAMES.slice(0, first)];
  return Object.fromEntries(order.map((row) => [row, measure(app, row, synthesis)])) as Round;
}

function summary(synthesis: Synthesis, rounds: readonly Round[]): SynthCase {
  return {
    ...synthesis,
    rounds: rounds.length,
    rows: byRow((row) => ({
      resources: rounds[0][row].resources,
      ...measured((figure) => rounds.map((round) => figure(round[row]))),
      ratio: measured((figure) => rounds.map((round) => figure(round[row]) / figure(round.nodejsFunctions))),
    })),
  };
}

function measured(figures: (figure: (measurement: Measurement) => number) => number[]): Measured {
  const of = (part: keyof Measured) => ({
    wall: spread(figures((measurement) => measurement[part].wall)),
    cpu: spread(figures((measurement) => measurement[part].cpu)),
  });
  return { whole: of('whole'), synth: of('synth') };
}

function marginal(row: RowName, cases: readonly SynthCase[]): number[] {
  const points = cases.filter(({ validation }) => !validation).map(({ instances, rows }) => [instances, rows[row].synth.cpu.median] as const);
  return marginalCosts(points);
}

function byRow<Value>(value: (row: RowName) => Value): Record<RowName, Value> {
  return Object.fromEntries(ROW_NAMES.map((row) => [row, value(row)])) as Record<RowName, Value>;
}
