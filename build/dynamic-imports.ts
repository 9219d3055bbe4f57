import type { Plugin } from 'esbuild';

/** Ignores dynamic imports: esbuild keeps whole what they can load. The SDK has some, but the functions run none of them. */
export const dynamicImports: Plugin = {
  name: 'dynamic-imports',
  setup: (build) => {
    build.onResolve({ filter: /^/ }, ({ kind, path }) => kind === 'dynamic-import' ? { path, external: true } : undefined);
  },
};
