import { once } from 'node:events';

/** After the tests: what they have shared ends with its input. */
export default async function tearDown(): Promise<void> {
  const { sharedApis } = globalThis;
  if (sharedApis?.exitCode === null) {
    sharedApis.stdin!.end();
    await once(sharedApis, 'exit');
  }
}
