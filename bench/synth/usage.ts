import { readFileSync } from 'node:fs';

/** In milliseconds. */
export interface Usage {
  readonly wall: number;
  /** User and system time, of the children that were waited for too. */
  readonly cpu: number;
}

/** Linux counts in these, on every machine. */
const TICK_MILLIS = 10;

/** What this process has used since it began. */
export function usage(): Usage {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now(), cpu: (user + system) / 1_000 + childrenCpu() };
}

/** `cutime` and `cstime` of proc(5), which Node.js does not tell; after the command's name, which may have spaces. */
function childrenCpu(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8').replace(/^.*\) /s, '').split(' ');
  return (Number(fields[13]) + Number(fields[14])) * TICK_MILLIS;
}
