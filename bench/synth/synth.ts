import { Consumer, consumer } from './consumer';
import { marginalCosts } from './marginal-costs';
import { measure, Measurement, Synthesis } from './measure';
import { Conditions, conditions } from '../conditions';
import { pairedRatios, Spread, spread } from '../statistics';
import { temporaryFolder } from '../temporary-folder';
import { REFERENCES, ROW_NAMES, RowName } from './rows/names';

/** The measured cases, by ascending number of instances. */
const SYNTHESES: readonly (Synthesis & { readonly maxRounds?: number })[] = [
  { instances: 1, validation: false },
  { instances: 20, validation: false },
  // These take a minute each.
  { instances: 100, validation: false, maxRounds: 5 },
  { instances: 1, validation: true },
];

/** For the whole process, and without the start of Node.js and `aws-cdk-lib`. */
export type Figures = Readonly<Record<'whole' | 'synth', Readonly<Record<'wall' | 'cpu', Spread>>>>;

export interface SynthCase extends Synthesis {
  readonly rounds: number;
  /** CloudFormation resources in all templates together. */
  readonly resources: Readonly<Record<RowName, number>>;
  /** In milliseconds. */
  readonly rows: Readonly<Record<RowName, Figures>>;
  /** The ratio of this library's construct to each of the others in the same round. */
  readonly ratios: Readonly<Record<typeof REFERENCES[number], Figures>>;
}

export interface SynthResults extends Conditions {
  readonly node: string;
  readonly cases: readonly SynthCase[];
  /** CPU milliseconds of one more instance, between each two of the cases without validation. */
  readonly marginal: Readonly<Record<RowName, readonly number[]>>;
}

/** Measures the cost of synthesising an app with this library, and with the alternatives. Requires a build. */
export function benchSynth({ rounds, log }: { rounds: number; log: (line: string) => void }): Promise<SynthResults> {
  return temporaryFolder(async (work) => {
    log('packing and installing the library');
    const app = consumer(work);
    const measurements = SYNTHESES.map((): Round[] => []);
    for (let round = 0; round < rounds; round++) {
      for (const [index, { maxRounds = Infinity, ...synthesis }] of SYNTHESES.entries()) {
        if (round < maxRounds) {
          log(
            `synthesis of ${synthesis.instances}${synthesis.validation ? ' with validation' : ''}: round ${round + 1} of ${Math.min(rounds, maxRounds)}`,
          );
          measurements[index].push(measuredRound(app, synthesis, round));
        }
      }
    }
    const cases = SYNTHESES.map(({ instances, validation }, index) => summary({ instances, validation }, measurements[index]));
    return {
      ...conditions(),
      packages: app.packages,
      node: process.versions.node,
      cases,
      marginal: named(ROW_NAMES, (row) => marginal(row, cases)),
    };
  });
}

type Round = Readonly<Record<RowName, Measurement>>;

/** Each round starts with a different row. */
function measuredRound(app: Consumer, synthesis: Synthesis, round: number): Round {
  const first = round % ROW_NAMES.length;
  return named([...ROW_NAMES.slice(first), ...ROW_NAMES.slice(0, first)], (row) => measure(app, row, synthesis));
}

type Figure = (measurement: Measurement) => number;

function summary(synthesis: Synthesis, rounds: readonly Round[]): SynthCase {
  const of = (row: RowName, figure: Figure) => rounds.map((round) => figure(round[row]));
  return {
    ...synthesis,
    rounds: rounds.length,
    resources: named(ROW_NAMES, (row) => rounds[0][row].resources),
    rows: named(ROW_NAMES, (row) => figures((figure) => of(row, figure))),
    ratios: named(REFERENCES, (reference) => figures((figure) => pairedRatios(of('notesApi', figure), of(reference, figure)))),
  };
}

function figures(measured: (figure: Figure) => number[]): Figures {
  return named(['whole', 'synth'], (part) =>
    named(['wall', 'cpu'], (kind) => rounded(spread(measured((measurement) => measurement[part][kind])))),
  );
}

function marginal(row: RowName, cases: readonly SynthCase[]): number[] {
  return marginalCosts(cases.filter(({ validation }) => !validation).map(({ instances, rows }) => [instances, rows[row].synth.cpu.median]));
}

/** Further digits are noise. */
const rounded = ({ q1, median, q3 }: Spread): Spread =>
  named(['q1', 'median', 'q3'], (name) => Number({ q1, median, q3 }[name].toPrecision(4)));

function named<Name extends string, Value>(names: readonly Name[], value: (name: Name) => Value): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, Value>;
}
