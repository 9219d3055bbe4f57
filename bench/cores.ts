import { readFileSync } from 'node:fs';

/** The processor cores that this process may run on. */
export function cores(): number[] {
  const [, list] = /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))!;
  return list.split(',').flatMap((range) => {
    const [first, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

/** A command that is pinned to one core; without a core, it is not pinned. */
export const onCore = (core: number | undefined, ...command: string[]): string[] =>
  core === undefined ? command : ['taskset', '-c', `${core}`, ...command];
