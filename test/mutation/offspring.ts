import childProcess from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import workerThreads, { Worker, WorkerOptions } from 'node:worker_threads';

const RECORDER = join(__dirname, 'coverage-recorder.cjs');

/** The threads and processes that tests start. They get the mutant in their environment, and record the mutants that they cover. */
export class Offspring {
  mutant = '';
  private recording = false;

  constructor(private readonly coverageFile: string) {
    this.patchThreads();
    this.patchProcesses();
  }

  startRecording(): void {
    this.recording = true;
  }

  /** The mutants that they have covered since the start. */
  stopRecording(): string[] {
    this.recording = false;
    try {
      return [...new Set(readFileSync(this.coverageFile, 'utf8').split('\n').filter(Boolean))];
    } catch {
      return [];
    } finally {
      rmSync(this.coverageFile, { force: true });
    }
  }

  private patchThreads(): void {
    const own = this;
    workerThreads.Worker = class extends Worker {
      constructor(file: string | URL, options: WorkerOptions = {}) {
        super(file, {
          ...options,
          env: own.environment(options.env as NodeJS.ProcessEnv ?? process.env),
          execArgv: [...options.execArgv ?? [], ...own.recording ? ['--require', RECORDER] : []],
        });
      }
    };
  }

  private patchProcesses(): void {
    for (const name of ['spawn', 'fork'] as const) {
      const start = childProcess[name] as (file: string, args: string[], options: childProcess.SpawnOptions) => childProcess.ChildProcess;
      Object.assign(childProcess, {
        [name]: (file: string, args: string[], options: childProcess.SpawnOptions = {}) => start(file, args, {
          ...options,
          env: {
            ...this.environment(options.env ?? process.env),
            ...this.recording && { NODE_OPTIONS: `--require ${RECORDER}` },
          },
        }),
      });
    }
  }

  private environment(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    return {
      ...variables,
      ...this.mutant && { __STRYKER_ACTIVE_MUTANT__: this.mutant },
      ...this.recording && { MUTATION_COVERAGE: this.coverageFile },
    };
  }
}
