import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Order, Outcome } from './order';

/** The memory limit of the runner, which packages can exceed: above it, the runner restarts. */
const MAX_MEMORY = 1_500_000_000;

/** A runner, started anew when it hangs, ends or grows. */
export class RunnerProcess {
  private child?: ChildProcess;

  constructor(private readonly tree: string, private readonly number: number) {}

  /** The outcome of a run; a text if it did not end within `limit` milliseconds, or if the process ended. */
  async run(order: Order, limit: number): Promise<Outcome | 'timeout' | 'crash'> {
    const child = this.child ??= await this.start();
    const controller = new AbortController();
    const { signal } = controller;
    const timer = setTimeout(() => controller.abort(), limit);
    try {
      const answer = once(child, 'message', { signal });
      child.send(order);
      const ended = once(child, 'exit', { signal }).then(() => undefined);
      ended.catch(() => {});
      const [outcome] = await Promise.race([answer, ended]) as [Outcome & { memory: number }] | undefined ?? [];
      answer.catch(() => {});
      if (!outcome) {
        this.child = undefined;
        return 'crash';
      }
      if (outcome.memory > MAX_MEMORY) {
        this.stop();
      }
      return outcome;
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }
      this.stop();
      return 'timeout';
    } finally {
      clearTimeout(timer);
      controller.abort();
    }
  }

  stop(): void {
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }

  private async start(): Promise<ChildProcess> {
    const child = fork(join(__dirname, 'runner.ts'), [this.tree, join(this.tree, `coverage-${this.number}`)], {
      execArgv: ['--require', 'tsx/cjs'], stdio: ['ignore', 'ignore', process.env.MUTATION_VERBOSE ? 'inherit' : 'ignore', 'ipc'],
    });
    child.on('error', () => {});
    await once(child, 'message');
    return child;
  }
}
