import { rmSync } from 'node:fs';
import { Answer, call } from '../http';
import { ShopStack, synthesize } from './sample-app';
import { LocalStack, LocalStackOptions } from '../../local/local-stack';
import { LogEntry } from '../../local/observation/trace';

type Headers = Record<string, string | string[]>;

export async function send(url: string, method: string, path: string, headers?: Headers, body?: string | Buffer): Promise<Answer> {
  return call(url, method, path, { headers, body });
}

/** A running sample stack with what it logged. */
export interface Shop {
  readonly stack: LocalStack;
  readonly log: LogEntry[];
  readonly progress: string[];
  readonly assembly: string;
  send(method: string, path: string, headers?: Headers, body?: string | Buffer): Promise<Answer>;
  stop(): Promise<void>;
}

export async function startShop(options: Partial<LocalStackOptions> = {}): Promise<Shop> {
  const assembly = synthesize((app) => new ShopStack(app, 'ShopStack'));
  const log: LogEntry[] = [];
  const progress: string[] = [];
  const stack = await LocalStack.start({
    assembly,
    // No test calls all of its functions.
    warm: false,
    onLog: (entry) => log.push(entry),
    onProgress: (line) => progress.push(line),
    ...options,
  }).catch((error: Error) => {
    rmSync(assembly, { recursive: true });
    throw error;
  });
  return {
    stack,
    log,
    progress,
    assembly,
    send: async (...args) => send(stack.url, ...args),
    stop: async () => {
      await stack.stop();
      rmSync(assembly, { recursive: true });
    },
  };
}

/** Waits until a condition holds; fails after half a minute, with the condition in the message. */
export async function eventually(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 10) {
    if (waited > 30_000) {
      throw new Error(`never: ${condition}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
