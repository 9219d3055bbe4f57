import { Figures, SynthCase, SynthResults } from './synth';
import { Spread } from '../statistics';
import { table } from '../table';

/** The columns of a case, by title. */
const PARTS: Readonly<Record<string, (figures: Figures) => Spread>> = {
  'CPU': ({ whole }) => whole.cpu,
  'CPU, synthesis alone': ({ synth }) => synth.cpu,
  'time': ({ whole }) => whole.wall,
};

const seconds = ({ median }: Spread): string => `${Number((median / 1000).toPrecision(3))} s`;
const milliseconds = (figure: number): string => `${figure.toFixed(0)} ms`;
const ratioText = (figure: number): string => figure.toFixed(figure < 1 ? 3 : 2);
const spreadText = ({ q1, median, q3 }: Spread): string => `${ratioText(median)} (${ratioText(q1)}–${ratioText(q3)})`;
const caseText = ({ instances, validation }: SynthCase): string => `${instances}${validation ? ', validated' : ''}`;

/** The cost of a synthesis, next to the two references. */
function comparison({ cases }: SynthResults): string {
  return table(
    [
      'instances',
      'figure',
      'five `NodejsFunction`s',
      'this package',
      'this package to five `NodejsFunction`s',
      'this package to bare resources',
    ],
    cases.flatMap((synthesis) =>
      Object.entries(PARTS).map(([title, part]) => [
        caseText(synthesis),
        title,
        seconds(part(synthesis.rows.nodejsFunctions)),
        seconds(part(synthesis.rows.notesApi)),
        spreadText(part(synthesis.ratios.nodejsFunctions)),
        spreadText(part(synthesis.ratios.bareResources)),
      ]),
    ),
  );
}

/** The cost of one more instance. */
function growth({ cases, marginal }: SynthResults): string {
  const [{ resources }, ...further] = cases.filter(({ validation }) => !validation);
  const row = (title: string, cell: (name: keyof typeof marginal) => string) => [
    title,
    ...(['notesApi', 'nodejsFunctions', 'bareResources'] as const).map(cell),
  ];
  return table(
    ['an instance', 'this package', 'five `NodejsFunction`s', 'bare resources'],
    [
      row('resources', (name) => `${resources[name]}`),
      ...further.map(({ instances }, index) =>
        row(`CPU of each further one, up to ${instances}`, (name) => milliseconds(marginal[name][index]))),
    ],
  );
}

/** The tables of the synthesis: medians, the ratios with their quartiles. */
export const synthReport = (results: SynthResults): string => `${comparison(results)}\n\n${growth(results)}`;
