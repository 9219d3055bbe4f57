/** In MiB: what `npm run bench` chooses, see docs/performance.md. */
export const DEFAULT_MEMORY_MIB = 512;
