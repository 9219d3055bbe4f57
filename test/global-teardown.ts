import { once } from 'node:events';

/** After the tests: the shared APIs end with their input. */
export default async function tearDown(): Promise<void> {
  const { sharedApis } = globalThis;
  if (sharedApis?.exitCode === null) {
    sharedApis.stdin!.end();
    await once(sharedApis, 'exit');
  }
}
