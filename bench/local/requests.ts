import { Agent } from 'node:http';
import { call, Call } from '../../test/http';
import { median } from '../statistics';

// In total, fewer requests than the tutorial's app allows in a burst.
const WARM_UP = 60;
const REQUESTS = 100;

export interface Target extends Call {
  readonly url: string;
  readonly method: string;
  readonly path: string;
}

/** The usual time of a request to each target, in milliseconds. The targets take turns, so that a slow machine slows all of them down. */
export async function requestMillis(targets: readonly Target[]): Promise<number[]> {
  const agent = new Agent({ keepAlive: true });
  const times: number[][] = targets.map(() => []);
  try {
    for (let sent = 0; sent < WARM_UP + REQUESTS; sent++) {
      for (const [at, { method, path, url, ...options }] of targets.entries()) {
        const start = performance.now();
        const { status, text } = await call(url, method, path, { ...options, agent });
        times[at].push(performance.now() - start);
        if (status !== 200) {
          throw new Error(`${method} ${path} is answered ${status}: ${text}`);
        }
      }
    }
  } finally {
    agent.destroy();
  }
  return times.map((all) => median(all.slice(WARM_UP)));
}
