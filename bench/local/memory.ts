import { readFileSync } from 'node:fs';
import { processes } from '../../test/processes';

/** The memory of a process and its descendants, in megabytes. A shared page counts once (proportional set size). */
export function memoryOf(root: number): number {
  const all = processes();
  const tree = (pid: number): number[] => [pid, ...all.filter(({ parent }) => parent === pid).flatMap((child) => tree(child.pid))];
  return tree(root).reduce((sum, pid) => sum + proportional(pid), 0) / 1024;
}

function proportional(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch {
    // The process has ended in the meantime.
    return 0;
  }
}
