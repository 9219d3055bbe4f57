import { randomBytes } from 'node:crypto';

/** The X-Amzn-Trace-Id of a request: the one that it has, with the parts that are missing. */
export function traceId(received: string | undefined, epochMs: number): string {
  const given = new Map((received ?? '').split(';').map((part): [string, string] => {
    const [name, value = ''] = part.split('=');
    return [name.toLowerCase(), value];
  }));
  const seconds = Math.floor(epochMs / 1_000).toString(16);
  return [
    `Root=${given.get('root') ?? `1-${seconds}-${randomBytes(12).toString('hex')}`}`,
    `Parent=${given.get('parent') ?? randomBytes(8).toString('hex')}`,
    `Sampled=${given.get('sampled') ?? Number(given.has('parent'))}`,
  ].join(';');
}
