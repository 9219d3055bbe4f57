import { UnitsResults, UnitsRow } from './units';
import { table } from '../table';

const count = new Intl.NumberFormat('en');

/** The units of each request, by the size of the table. */
export const unitsReport = ({ byNotes, byUsers, date }: UnitsResults): string => [
  `Measured on ${date} on dynoxide, with notes of a quarter of a kilobyte. The newest page shows up to 50 notes, the other pages show 5:`,
  '',
  unitsTable(byNotes, 'notes of one user', ({ notes }) => notes),
  '',
  unitsTable(byUsers, `users, each with ${byUsers[0].notes} notes`, ({ users }) => users),
].join('\n');

const unitsTable = (rows: readonly UnitsRow[], title: string, sizeOf: (row: UnitsRow) => number): string => table(
  [title, ...Object.keys(rows[0].units)],
  rows.map((row) => [count.format(sizeOf(row)), ...Object.values(row.units).map(String)]),
);
