import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { Row, sharedBundle } from './row';

/** While a function starts it has a whole core, whatever its memory: it connects before its first request. */
const ENTRY = 'export * from "./index"; import { connect } from "./dynamodb"; await connect();';

/** The limit: what the tutorial's functions do, with no SDK at all. */
export function lean(work: string): Row {
  const folder = join(work, 'lean');
  buildSync({
    stdin: { contents: ENTRY, resolveDir: join(__dirname, 'lean') },
    outfile: join(folder, 'index.mjs'),
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
  });
  return sharedBundle('lean', folder, 'index.mjs');
}
