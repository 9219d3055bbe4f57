import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Findings, PROBE, probe } from './probe';
import { Process, processes } from '../processes';

const ROOT = join(__dirname, '..', '..');

const REQUEST_LINE = /^[A-Z]+ \/\S* \d{3} \d+ ms\b/;

export interface User {
  readonly token: string;
}

/** The stack of `app.ts` in a process of its own, as `npm start` serves it. */
export class ServedStack {
  static async start(): Promise<ServedStack> {
    const probes = mkdtempSync(join(tmpdir(), 'probes-'));
    const child = spawn(
      process.execPath,
      ['--require', PROBE, join(ROOT, 'build/start.cjs'), '--port', '0', '--app', join(__dirname, 'app.ts')],
      {
        cwd: ROOT,
        env: { ...process.env, PROBES: probes },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const stack = new ServedStack(child, probes);
    await stack.ready();
    return stack;
  }

  readonly users: User[] = [];
  /** The log lines of the functions and the stack, without the line of each request. */
  readonly log: string[] = [];
  url = '';

  private constructor(private readonly child: ChildProcess, private readonly probes: string) {
    createInterface(child.stderr!).on('line', (line) => {
      if (!REQUEST_LINE.test(line)) {
        this.log.push(line);
      }
    });
  }

  /** The report of the process that serves the APIs. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  /** The reports of that process and of the functions. */
  probe(): Promise<Findings[]> {
    return probe(this.probes, this.processes().map(({ pid }) => pid));
  }

  /** Its own process and the descendants. */
  processes(): Process[] {
    const all = processes();
    const withChildren = (parent: Process): Process[] => [
      parent,
      ...all.filter((child) => child.parent === parent.pid).flatMap(withChildren),
    ];
    return all.filter(({ pid }) => pid === this.pid).flatMap(withChildren);
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    if (this.child.exitCode === null) {
      await once(this.child, 'exit');
    }
    rmSync(this.probes, { recursive: true });
  }

  private async ready(): Promise<void> {
    for await (const line of createInterface(this.child.stdout!)) {
      this.url = / ready at (\S+)/.exec(line)?.[1] ?? this.url;
      const token = /^export \w+='(.*)' \w+_SUB='.*'$/.exec(line)?.[1];
      if (token) {
        this.users.push({ token });
      }
      if (line.startsWith('curl ')) {
        return;
      }
    }
    throw new Error(`the stack has not started:\n${this.log.join('\n')}`);
  }
}
