import { existsSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';

/** What a process of the stack tells of itself. */
export interface Findings {
  readonly pid: number;
  /** Of memory, without what is garbage. */
  readonly bytes: number;
  /** What keeps it running, by kind: sockets, servers, timers. */
  readonly open: readonly string[];
  readonly descriptors: number;
}

/** What a process must load to tell of itself, in the folder that its variable `PROBES` names. */
export const PROBE = join(__dirname, 'preloaded.cjs');

/** What each process tells, one after the other; of one that has not loaded it, nothing. */
export async function probe(folder: string, pids: number[]): Promise<Findings[]> {
  const all: Findings[] = [];
  for (const socket of pids.map((pid) => join(folder, `${pid}.sock`)).filter(existsSync)) {
    // Nothing either of one that ends meanwhile.
    all.push(...await json(createConnection(socket)).then((found) => [found as Findings], () => []));
  }
  return all;
}
