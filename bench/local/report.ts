import { LocalFigures, LocalResults } from './local';
import { Spread } from '../statistics';
import { table } from '../table';

const ROWS: [name: string, of: keyof LocalFigures, unit: string][] = [
  ['ready after the command', 'ready', ' ms'],
  ['memory of all processes at rest', 'memory', ' MB'],
  ['time to read a note, to that of the engine alone', 'request', ''],
];

/** The figures of the local stack, next to those of an earlier version. */
export function localReport({ before, now }: LocalResults): string {
  const figure = ({ median, q1, q3 }: Spread, unit: string) => `${short(median)}${unit} (${short(q1)}–${short(q3)})`;
  return table(
    ['`npm start`', ...before ? ['before'] : [], 'now', ...before ? ['now ÷ before'] : []],
    ROWS.map(([name, of, unit]) => [
      name,
      ...before ? [figure(before[of], unit)] : [],
      figure(now[of], unit),
      ...before ? [(now[of].median / before[of].median).toFixed(2)] : [],
    ]),
  );
}

function short(value: number): string {
  return value < 100 ? value.toPrecision(3) : value.toFixed(0);
}
