import { ChildProcess, spawn, SpawnOptions } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How long a process may take to end before it is killed. */
const GRACE_MS = 2_000;

/** Owns the processes, temporary folders and servers, which must not outlive the stack. */
export class Lifetime {
  private readonly endings = new Set<() => unknown>();
  private readonly folders = new Set<string>();
  private readonly controller = new AbortController();
  private reaper?: ChildProcess;
  private ending?: Promise<void>;

  constructor(private readonly parent?: Lifetime) {}

  /** A lifetime that ends with this one, or before. */
  nested(): Lifetime {
    const nested = new Lifetime(this);
    const ending = async () => nested.end();
    this.onEnd(ending);
    nested.onEnd(() => this.endings.delete(ending));
    return nested;
  }

  /** Aborted when the lifetime ends, to cancel pending work. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get over(): boolean {
    return this.signal.aborted;
  }

  /** Calls `ending` when the lifetime ends. If it is over already, calls it at once and throws. */
  onEnd(ending: () => unknown): void {
    if (this.over) {
      ending();
    }
    this.assertNotOver();
    this.endings.add(ending);
  }

  /** Starts a process in its own group: a Ctrl-C in the terminal does not reach it, and killing the group ends its children, too. */
  spawn(command: string, args: string[], options: SpawnOptions): ChildProcess {
    this.assertNotOver();
    this.startReaper();
    const child = spawn(command, args, { ...options, detached: true });
    child.on('error', () => undefined);
    const ending = async () => stopProcess(child, options.killSignal);
    this.endings.add(ending);
    this.tellReaper('started', child.pid);
    child.once('exit', () => {
      killGroup(child, 'SIGKILL');
      this.endings.delete(ending);
      this.tellReaper('ended', child.pid);
    });
    return child;
  }

  temporaryFolder(name: string): string {
    this.assertNotOver();
    const folder = join(tmpdir(), `${name}-${randomUUID()}`);
    // Registered before it exists, so that it is removed in any case.
    this.tellReaper('folder', folder);
    this.folders.add(folder);
    mkdirSync(folder, { mode: 0o700 });
    return folder;
  }

  async end(): Promise<void> {
    this.ending ??= this.runEndings();
    return this.ending;
  }

  assertNotOver(): void {
    if (this.over) {
      throw new Error('stopped');
    }
  }

  private async runEndings(): Promise<void> {
    this.controller.abort();
    await Promise.allSettled([...this.endings].map(async (ending) => ending()));
    await Promise.all([...this.folders].map(async (folder) => rm(folder, { recursive: true, force: true, maxRetries: 5 })));
    const { reaper } = this;
    if (!reaper?.pid || reaper.exitCode !== null || reaper.signalCode !== null) {
      return;
    }
    reaper.ref();
    const exited = once(reaper, 'exit');
    reaper.stdin!.end();
    await exited;
  }

  private tellReaper(event: 'started' | 'ended' | 'folder', value: number | string | undefined): void {
    this.startReaper().stdin!.write(`${event} ${value}\n`);
  }

  private startReaper(): ChildProcess {
    if (this.reaper || this.parent) {
      return this.reaper ?? this.parent!.startReaper();
    }
    const reaper = spawn('/bin/sh', [join(__dirname, 'reaper.sh')], {
      detached: true,
      env: { PATH: '/usr/bin:/bin' },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    // Without such a shell (Windows), the leftovers of the stack stay after a SIGKILL.
    reaper.on('error', () => undefined);
    reaper.stdin.on('error', () => undefined);
    reaper.unref();
    (reaper.stdin as Socket).unref();
    return this.reaper = reaper;
  }
}

export function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid) {
      process.kill(-child.pid, signal);
    }
  } catch {
    // The group has ended already.
  }
}

async function stopProcess(child: ChildProcess, signal: SpawnOptions['killSignal']): Promise<void> {
  if (!child.pid || child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const exited = once(child, 'exit');
  killGroup(child, signal as NodeJS.Signals ?? 'SIGKILL');
  const timer = setTimeout(() => killGroup(child, 'SIGKILL'), GRACE_MS);
  await exited;
  clearTimeout(timer);
}
