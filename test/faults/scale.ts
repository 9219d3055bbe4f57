/** The share of the full campaign that is run. */
export const SCALE = Number(process.env.FAULTS_SCALE || 0.02);

/** The seed of the random choices; the same seed gives the same choices. */
export const SEED = Number(process.env.FAULTS_SEED || Date.now() % 2 ** 31);

if (!(SCALE > 0 && Number.isSafeInteger(SEED))) {
  throw new Error(`FAULTS_SCALE must be above 0 and FAULTS_SEED an integer, not ${SCALE} and ${SEED}`);
}

export const scaled = (full: number): number => Math.ceil(full * SCALE);
