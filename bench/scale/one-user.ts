import { QUOTAS } from './quotas';
import { RequestName, REQUESTS } from '../cost/requests';

const KB = 1024;

/** One more than a page shows, which tells whether there is a next page. */
const PAGE_NOTES = 51;

export const SMALL_NOTE_BYTES = KB;
export const LARGE_NOTE_BYTES: number = QUOTAS.itemBytes.value;

const NAMES: readonly RequestName[] =
  ['`GET`', '`GET` of a list', '`POST`', '`POST` with an `Idempotency-Key`', '`PUT`', '`PATCH`', '`DELETE`'];

/** The requests a second that one partition carries out. At first, the notes of a user are in one partition. */
export interface OneUserRow {
  readonly name: RequestName;
  readonly small: number;
  readonly large: number;
}

export const oneUser = (): OneUserRow[] =>
  NAMES.map((name) => ({ name, small: ofOnePartition(name, SMALL_NOTE_BYTES), large: ofOnePartition(name, LARGE_NOTE_BYTES) }));

function ofOnePartition(name: RequestName, bytes: number): number {
  const notes = Math.min(PAGE_NOTES, Math.floor(QUOTAS.queryBytes.value / bytes));
  const page = Array<number>(notes).fill(bytes);
  const { read, write } = REQUESTS[name].units({ before: bytes, after: bytes, record: KB, page, entry: 0, polled: [] });
  return Math.min(QUOTAS.partitionReads.value / read, QUOTAS.partitionWrites.value / write);
}
