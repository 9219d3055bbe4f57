/** The exit status of a program that cannot run on this machine; `.ci/run` counts it as skipped. */
export const DID_NOT_RUN = 75;

/** Says in one line why, and ends. */
export function didNotRun(reason: string): never {
  console.log(`did not run: ${reason}`);
  process.exit(DID_NOT_RUN);
}
