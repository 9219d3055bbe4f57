import { join } from 'node:path';
import fc from 'fast-check';
import { JestObject } from './jest-object';
import { ModuleLoader } from './module-loader';
import { Offspring } from './offspring';
import type { Coverage, Outcome, Order } from './order';
import { runTestFile } from './test-file';

/** The process that runs test files of a tree, one after another, each with a mutant or with none. */
const [, , TREE, COVERAGE_FILE] = process.argv;

/** The global object that instrumented code reads and writes. */
interface Switches {
  activeMutant?: string;
  hitCount?: number;
  hitLimit?: number;
  currentTestId?: string;
  mutantCoverage?: { static: Record<string, number>; perTest: Record<string, Record<string, number>> };
}

const switches: Switches = {};
Object.assign(globalThis, { __stryker__: switches });
Object.assign(process.env, { NODE_ENV: 'test', JEST_WORKER_ID: '1', CI: 'true', RANDOM_RUNS: '0.1', TSX_TSCONFIG_PATH: join(TREE, 'tsconfig.dev.json') });

const offspring = new Offspring(COVERAGE_FILE);
const jest = new JestObject();
const loader: ModuleLoader = new ModuleLoader(TREE, (requireHere) => jest.for(requireHere, () => loader));
process.chdir(TREE);
// A failure is enough: no search for the smallest one.
fc.configureGlobal({ endOnFailure: true });
loader.load(join(TREE, 'test/setup.ts'));
const environment = { ...process.env };

async function carryOut({ file, mutant, only, hitLimit, timeout }: Order): Promise<Outcome> {
  const recording = mutant === undefined;
  offspring.mutant = mutant ?? '';
  Object.assign(switches, {
    // The id of no mutant: undefined would make the code read the environment.
    activeMutant: mutant ?? 'none', hitCount: 0, hitLimit, currentTestId: undefined, mutantCoverage: { static: {}, perTest: {} },
  });
  Object.assign(globalThis, { [Symbol.for('TEST_TIMEOUT_SYMBOL')]: timeout });
  if (recording) {
    offspring.startRecording();
  }
  const started = performance.now();
  let begun = started;
  let slowest = 0;
  const failure = await runTestFile(join(TREE, file), {
    load: () => loader.load(join(TREE, file)),
    only,
    onTest: (name) => {
      switches.currentTestId = name;
      slowest = Math.max(slowest, name === undefined ? performance.now() - begun : 0);
      begun = performance.now();
    },
  });
  const millis = performance.now() - started;
  tidyUp();
  return { failure, millis, slowest, coverage: recording ? coverage(offspring.stopRecording()) : undefined };
}

function coverage(outside: readonly string[]): Coverage {
  const { static: anywhere, perTest } = switches.mutantCoverage!;
  const hits: Record<string, number> = {};
  for (const counts of [anywhere, ...Object.values(perTest)]) {
    for (const [id, count] of Object.entries(counts)) {
      hits[id] = (hits[id] ?? 0) + count;
    }
  }
  return {
    hits,
    anyTest: [...new Set([...Object.keys(anywhere), ...outside])],
    byTest: Object.entries(perTest).map(([test, counts]) => ({ test, mutants: Object.keys(counts) })),
  };
}

/** The state that the next run must not see. */
function tidyUp(): void {
  jest.restore();
  loader.forget();
  process.removeAllListeners('beforeExit');
  process.chdir(TREE);
  for (const name of Object.keys(process.env)) {
    if (!Object.hasOwn(environment, name)) {
      delete process.env[name];
    }
  }
  Object.assign(process.env, environment);
}

process.on('message', (order: Order) => {
  void carryOut(order).then((outcome) => process.send!({ ...outcome, memory: process.memoryUsage.rss() }));
});
// Not longer than its parent.
process.on('disconnect', () => process.exit());
process.send!({ ready: true });
