import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Lifetime } from '../../../local/machine/lifetime';
import { freePort, HOST } from '../../../local/machine/loopback';

/** Milliseconds that MiniStack may take to start. */
const PATIENCE = 60_000;

/** Starts MiniStack for a lifetime. Resolves to its endpoint, at which every service is. */
export async function startMiniStack(bin: string, region: string, lifetime: Lifetime): Promise<string> {
  const port = await freePort();
  const folder = lifetime.temporaryFolder('ministack');
  const child = lifetime.spawn(join(bin, 'ministack'), [], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      TMPDIR: folder,
      BIND_HOST: HOST,
      GATEWAY_PORT: `${port}`,
      LAMBDA_EXECUTOR: 'local',
      LOG_LEVEL: 'ERROR',
      MINISTACK_REGION: region,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const endpoint = `http://${HOST}:${port}`;
  for (const until = Date.now() + PATIENCE; Date.now() < until && child.exitCode === null; await setTimeout(100)) {
    const response = await fetch(`${endpoint}/_ministack/ready`).catch(() => undefined);
    if (response?.ok) {
      return endpoint;
    }
  }
  throw new Error('MiniStack does not start');
}
