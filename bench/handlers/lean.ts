import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { Row, sharedBundle } from './row';

/** While a function starts, it has a whole core at any memory size, so it connects before its first request. */
const ENTRY = 'export * from "./index"; import { connect } from "./dynamodb"; await connect();';

/** The lower limit: the functions of the tutorial, without an SDK. */
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
