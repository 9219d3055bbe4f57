import { existsSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';

/** The report of a process of the stack. */
export interface Findings {
  readonly pid: number;
  /** The memory in use, without garbage. */
  readonly bytes: number;
  /** The handles that keep it running, by kind: sockets, servers, timers. */
  readonly open: readonly string[];
  readonly descriptors: number;
}

/** The file that a process must load to report, in the folder of its variable `PROBES`. */
export const PROBE = join(__dirname, 'preloaded.cjs');

/** The reports of the processes, one after another; none for a process that has not loaded the probe. */
export async function probe(folder: string, pids: number[]): Promise<Findings[]> {
  const all: Findings[] = [];
  for (const socket of pids.map((pid) => join(folder, `${pid}.sock`)).filter(existsSync)) {
    // None for a process that has ended in the meantime.
    all.push(...await json(createConnection(socket)).then((found) => [found as Findings], () => []));
  }
  return all;
}
