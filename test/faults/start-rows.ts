import { Row } from '../lambda/notes-table';
import { noteOf } from '../lambda/writes';

const HOUR_MILLIS = 3_600_000;

const at = (millis: number): Row => ({ updatedAt: { S: new Date(Date.now() + millis).toISOString() } });

const without = (row: Row, ...names: string[]): Row => Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));

/** The row that there is before a history, of whichever writer. */
export const START_ROWS: Readonly<Record<string, (userId: string) => Row>> = {
  'as usual': (userId) => noteOf(userId),
  'without updatedAt': (userId) => without(noteOf(userId), 'updatedAt'),
  'of the tutorial': (userId) => without(noteOf(userId), 'updatedAt', 'createdAt', 'rev'),
  'updatedAt is a number': (userId) => ({ ...noteOf(userId), updatedAt: { N: '1700000000' } }),
  'updatedAt is a list': (userId) => ({ ...noteOf(userId), updatedAt: { L: [] } }),
  'updatedAt has another form': (userId) => ({ ...noteOf(userId), updatedAt: { S: '9 May 2024, 07:08' } }),
  'updatedAt is empty': (userId) => ({ ...noteOf(userId), updatedAt: { S: '' } }),
  'updatedAt has no milliseconds': (userId) => ({ ...noteOf(userId), updatedAt: { S: '2024-05-06T07:08:09Z' } }),
  'written in a second': (userId) => ({ ...noteOf(userId), ...at(1_000) }),
  'written in a minute': (userId) => ({ ...noteOf(userId), ...at(60_000) }),
  'written in an hour': (userId) => ({ ...noteOf(userId), ...at(HOUR_MILLIS) }),
  'written in another era': (userId) => ({ ...noteOf(userId), updatedAt: { S: '9999-12-31T23:59:59.999Z' } }),
};
