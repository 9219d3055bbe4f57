import { readFileSync } from 'node:fs';

/** In milliseconds. */
export interface Usage {
  readonly wall: number;
  /** User and system time, including that of the children that were waited for. */
  readonly cpu: number;
}

/** The unit of Linux on every machine. */
const TICK_MILLIS = 10;

/** The time that this process has used since its start. */
export function usage(): Usage {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now(), cpu: (user + system) / 1_000 + childrenCpu() };
}

/** `cutime` and `cstime` of proc(5), which Node.js does not expose. They come after the command's name, which may contain spaces. */
function childrenCpu(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8').replace(/^.*\) /s, '').split(' ');
  return (Number(fields[13]) + Number(fields[14])) * TICK_MILLIS;
}
