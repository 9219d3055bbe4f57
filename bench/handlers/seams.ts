import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, BuildOptions, Plugin } from 'esbuild';
import { compare, HandlersResults } from './handlers';
import { Row, sharedBundle } from './row';
import { shipped } from './shipped';
import { BUNDLING, STAND_INS } from '../../build/bundle';

const ROOT = join(__dirname, '..', '..');
const LAMBDA = join(ROOT, 'lambda', 'dynamodb');
const CLIENT = join(LAMBDA, 'client.ts');

/** Other text in a file, while it is bundled. */
function edited(file: string, ...edits: readonly (readonly [RegExp, string])[]): Plugin {
  return {
    name: 'edited',
    setup: (bundling) => bundling.onLoad({ filter: new RegExp(`${file.replaceAll('.', '\\.')}$`) }, () => ({
      loader: 'ts',
      contents: edits.reduce((text, [pattern, replacement]) => {
        if (!pattern.test(text)) throw new Error(`${file} has nothing like ${pattern} any more`);
        return text.replace(pattern, replacement);
      }, readFileSync(file, 'utf8')),
    })),
  };
}

const withEdits = (...args: Parameters<typeof edited>): BuildOptions => ({ plugins: [...BUNDLING.plugins, edited(...args)] });

function withoutStandIn(name: string): BuildOptions {
  const { [name]: _, ...alias } = BUNDLING.alias;
  return { alias };
}

/** What makes the functions fast or small, and how they are bundled without it. */
export const SEAMS: Readonly<Record<string, BuildOptions>> = {
  'minified': { minify: false },
  'ES modules of the packages': { mainFields: ['main', 'module'] },
  'Node.js modules without `import`': { plugins: [] },
  ...Object.fromEntries(Object.keys(STAND_INS).filter((name) => !name.endsWith('node-http-handler')).map((name) => [`without \`${name}\``, withoutStandIn(name)])),
  'own request handler, without `@smithy/node-http-handler`': {
    ...withoutStandIn('@smithy/node-http-handler'),
    ...withEdits(CLIENT, [/requestHandler: new RequestHandler\(\)/, 'requestHandler: { connectionTimeout: 300, requestTimeout: 600, throwOnRequestTimeout: true }']),
  },
  'one signer, for all requests': withEdits(
    CLIENT, [/ {2}'httpAuthSchemeMiddleware',\n {2}'httpSigningMiddleware',\n/, ''], [/client\.middlewareStack\.add\(signing.*\n/, ''],
  ),
  'other middleware left out': withEdits(
    CLIENT, [/ {2}'getUserAgentMiddleware',\n/, ''], [/ {2}'loggerMiddleware',\n {2}'recursionDetectionMiddleware',\n/, ''], [/ {2}'retryMiddleware',\n/, ''],
    [/ {2}requestHandler:/, '  maxAttempts: 1,\n$&'],
  ),
  'middleware kept': withEdits(CLIENT, [/ {2}cacheMiddleware: true,\n/, '']),
  'options from the environment': withEdits(CLIENT, [/ {2}region:[^]*accountIdEndpointMode: 'disabled',\n/, '']),
  'warm-up': withEdits(join(ROOT, 'lambda', 'index.mts'), [/await warmUp\(\);\n/, '']),
};

async function without(name: string, options: BuildOptions, work: string): Promise<Row> {
  const { outputFiles } = await build({ ...BUNDLING, ...options, write: false });
  const folder = join(work, name.replaceAll(/\W+/g, '-'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.mjs'), outputFiles[0].contents);
  return sharedBundle(name, folder, 'index.mjs');
}

const rows = async (work: string): Promise<Row[]> =>
  [await shipped(work), ...await Promise.all(Object.entries(SEAMS).map(async ([name, options]) => without(name, options, work)))];

/** What each of them buys: the functions without it, measured against the functions. */
export const benchSeams = ({ rounds, log }: { rounds: number; log: (line: string) => void }): Promise<HandlersResults> =>
  compare({ rows, references: ['package'], runs: [{ major: 24, rounds }], log });
