/** For each method; docs/scale.md says why. */
export const DEFAULT_THROTTLE = { rateLimit: 100, burstLimit: 200 } as const;
