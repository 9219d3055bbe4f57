import type { Plugin } from 'esbuild';

/** Files of the SDK's signer for what DynamoDB does not have, and what is bundled in their place. */
const REPLACED = {
  // Event streams.
  'HeaderFormatter.js': 'export class HeaderFormatter {}',
  // Presigned URLs.
  'moveHeadersToQuery.js': 'export const moveHeadersToQuery = undefined;',
};

/** Leaves out parts of the SDK that no function runs. Of a module that a dynamic import can load, esbuild would keep every part. */
export const unusedParts: Plugin = {
  name: 'unused-parts',
  setup: (build) => {
    build.onResolve({ filter: /^/ }, ({ kind, path }) => kind === 'dynamic-import' ? { path, external: true } : undefined);
    for (const [file, contents] of Object.entries(REPLACED)) {
      build.onLoad({ filter: new RegExp(`\\b${file}$`) }, () => ({ contents }));
    }
  },
};
