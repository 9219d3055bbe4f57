import { table } from '../../table';
import { ColumnName, COLUMNS } from '../columns';
import { HandlersResults } from '../handlers';
import { ratioText, spreadText } from '../report';
import { ALL } from '../summary';

const SHOWN: readonly ColumnName[] = ['load', 'first', 'cold256', 'warm'];

/** The figures of the functions without one measure at a time, as ratios to the figures with it. */
export function seamsReport({ nodes: [{ rows, version }], zipped }: HandlersResults): string {
  const seams = Object.keys(rows).filter((name) => name !== 'package');
  return table([`without, Node.js ${version}`, 'zipped', ...SHOWN.map((column) => COLUMNS[column].title)], seams.map((name) => [
    name, ratioText(zipped[name] / zipped.package), ...SHOWN.map((column) => spreadText(rows[name][ALL][column].to.package)),
  ]));
}
