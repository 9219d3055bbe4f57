import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** The processes that run; one that has ended but is not yet collected by its parent does not. */
export function processes(): Process[] {
  // A slim Linux has no ps.
  return existsSync('/proc/self/stat') ? fromProc() : fromPs();
}

export function isRunning(wanted: number): boolean {
  return processes().some(({ pid }) => pid === wanted);
}

function fromProc(): Process[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const [state, parent] = readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0').join(' ');
      return state === 'Z' ? [] : [{ pid: Number(name), parent: Number(parent), command }];
    } catch {
      // The process has ended in the meantime.
      return [];
    }
  });
}

function fromPs(): Process[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' });
  return stdout.split('\n').filter(Boolean).map((line) => line.trim().split(/\s+/)).filter(([, , state]) => !state.startsWith('Z'))
    .map(([pid, parent, , ...command]) => ({ pid: Number(pid), parent: Number(parent), command: command.join(' ') }));
}
