/** In MiB. `npm run bench` chooses it: see docs/performance.md. */
export const DEFAULT_MEMORY_MIB = 512;
