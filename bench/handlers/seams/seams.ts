import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, BuildOptions, Plugin } from 'esbuild';
import { builtins } from '../../../build/builtins';
import { BUNDLING } from '../../../build/bundle';
import { unusedParts } from '../../../build/unused-parts';
import { compare, HandlersResults } from '../handlers';
import { Row, sharedBundle } from '../row';
import { shipped } from '../shipped';

const LAMBDA = join(__dirname, '..', '..', '..', 'lambda');

const INSTEAD = 'instead';

/** Replaces a file of `lambda` by one of this folder. */
function instead(replaced: string, file: string): BuildOptions {
  const plugin: Plugin = {
    name: INSTEAD,
    setup: (bundling) => bundling.onResolve({ filter: new RegExp(`/${basename(replaced)}(\\.ts)?$`) }, ({ path, resolveDir }) =>
      join(resolveDir, path).replace(/\.ts$/, '') === join(LAMBDA, replaced) ? { path: join(__dirname, file) } : undefined),
  };
  return { plugins: [plugin, ...BUNDLING.plugins] };
}

/** The measures that make the functions fast or small, and the bundling without each of them. */
export const SEAMS: Readonly<Record<string, BuildOptions>> = {
  'minification': { minify: false },
  'ES modules of the packages': { mainFields: ['main', 'module'] },
  '`process.getBuiltinModule`': { plugins: [unusedParts] },
  'unused parts of the SDK left out': { plugins: [builtins] },
  'own operations, the SDK\'s client left out': instead('dynamodb/operations', 'sdk-client.ts'),
  'plain JSON, the SDK\'s schemas left out': instead('dynamodb/operations', 'sdk-protocol.ts'),
  'own exchange over HTTP': instead('dynamodb/exchange', 'node-http-handler.ts'),
  'one signer': instead('dynamodb/signer', 'signer-per-request.ts'),
  'own hash': instead('dynamodb/sha256', 'sdk-hash.ts'),
  'rehearsal': instead('http/rehearsal', 'no-rehearsal.ts'),
  'warm-up with the rehearsal': instead('dynamodb/warm-up', 'no-warm-up.ts'),
};

/** The code of the functions without one measure; throws if there is nothing left to replace. */
export async function bundleWithout(name: string): Promise<Uint8Array> {
  const options = SEAMS[name];
  const { metafile, outputFiles } = await build({ ...BUNDLING, ...options, write: false, metafile: true });
  if (options.plugins?.some(({ name: plugin }) => plugin === INSTEAD) && !Object.keys(metafile.inputs).some((path) => path.startsWith('bench/'))) {
    throw new Error(`"${name}" replaces no import of the functions: rename or remove it`);
  }
  return outputFiles[0].contents;
}

async function without(name: string, work: string): Promise<Row> {
  const folder = join(work, name.replaceAll(/\W+/g, '-'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.mjs'), await bundleWithout(name));
  return sharedBundle(name, folder, 'index.mjs');
}

const rows = async (work: string): Promise<Row[]> =>
  [await shipped(work), ...await Promise.all(Object.keys(SEAMS).map(async (name) => without(name, work)))];

/** The gain of each measure: the functions without it, compared with the functions. */
export const benchSeams = ({ rounds, log }: { rounds: number; log: (line: string) => void }): Promise<HandlersResults> =>
  compare({ rows, references: ['package'], runs: [{ major: 24, rounds }], log });
