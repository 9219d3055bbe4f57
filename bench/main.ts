import { join } from 'node:path';
import { parseCommandLine, UsageError } from './command-line';
import { DOCUMENTS, writeDocuments } from './documents';
import { benchHandlers } from './handlers/handlers';
import { nodeReport } from './handlers/report';
import { seamsReport } from './handlers/seams/report';
import { benchSeams } from './handlers/seams/seams';
import { benchLocal } from './local/local';
import { localReport } from './local/report';
import { checkPlatform } from './platform';
import { readResults, Results, writeResults } from './results';
import { FULL_SCALE, measureUnits } from './scale/units';
import { unitsReport } from './scale/units-report';
import { synthReport } from './synth/report';
import { benchSynth } from './synth/synth';
import freshBundle from '../test/fresh-bundle';

const RESULTS = join(__dirname, 'results.json');

const log = (line: string): void => console.error(line);

/** The parts of the benchmark. Each one adds its figures to the results, and returns its report. */
const PARTS: Readonly<Record<string, (results: Results, rounds?: number) => Promise<string>>> = {
  handlers: async (results, rounds = 15) => {
    const handlers = await benchHandlers({ rounds, log });
    Object.assign(results, { handlers });
    return handlers.nodes.map((node) => nodeReport(handlers, node)).join('\n\n');
  },
  seams: async (results, rounds = 8) => {
    const seams = await benchSeams({ rounds, log });
    Object.assign(results, { seams });
    return seamsReport(seams);
  },
  synth: async (results, rounds = 8) => {
    const synth = await benchSynth({ rounds, log });
    Object.assign(results, { synth });
    return synthReport(synth);
  },
  // Without another clone to compare with, the earlier comparison is kept.
  local: async (results, rounds = 5) => {
    const local = await benchLocal({ rounds, log, before: process.env.BENCH_BEFORE });
    Object.assign(results, { local: { ...results.local?.before && { before: results.local.before }, ...local } });
    return localReport(results.local!);
  },
  units: async (results) => {
    freshBundle();
    const units = await measureUnits(FULL_SCALE, log);
    Object.assign(results, { units });
    return unitsReport(units);
  },
  // Measures nothing: writes the documents again from the existing figures.
  documents: async () => `Written: ${Object.keys(DOCUMENTS).join(', ')}`,
};

async function main(argv: string[]): Promise<void> {
  const { only, rounds } = parseCommandLine(argv, Object.keys(PARTS));
  checkPlatform();
  // The template validator takes longer than the synthesis, and TableV2 uses deprecated properties itself.
  Object.assign(process.env, { CDK_VALIDATION: 'false', JSII_DEPRECATED: 'quiet' });
  const results = readResults(RESULTS);
  for (const name of only === undefined ? Object.keys(PARTS) : [only]) {
    console.log(`${await PARTS[name](results, rounds)}\n`);
    writeResults(RESULTS, results);
    writeDocuments(results);
  }
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
