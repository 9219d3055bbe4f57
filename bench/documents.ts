import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpuMillis } from './cost/cpu-millis';
import { memoryPlot } from './memory/plot';
import { memoryReport } from './memory/report';
import { plot } from './plot';
import { withFigures } from './readme';
import { Results } from './results';
import { scalePlot } from './scale/plot';
import { SCALE_SECTIONS } from './scale/report';
import { withSection } from './sections';

const ROOT = join(__dirname, '..');

/** What follows from the results: a file as it has to be, from what it is now. */
type Document = (text: string, results: Required<Results>) => string;

export const DOCUMENTS: Readonly<Record<string, Document>> = {
  'README.md': withFigures,
  'bench/results.svg': (_, { handlers }) => plot(handlers),
  'docs/memory.svg': (_, { handlers }) => memoryPlot(cpuMillis(handlers)),
  'docs/performance.md': (text, { handlers }) => withSection(text, 'memory', memoryReport(cpuMillis(handlers))),
  'docs/scale.svg': (_, { handlers }) => scalePlot(cpuMillis(handlers)),
  'docs/scale.md': (text, results) =>
    Object.entries(SCALE_SECTIONS).reduce((page, [name, report]) => withSection(page, name, report(results)), text),
};

/** A picture need not be there yet. */
export const readDocument = (file: string): string => existsSync(join(ROOT, file)) ? readFileSync(join(ROOT, file), 'utf8') : '';

export function writeDocuments(results: Results): void {
  for (const [file, document] of Object.entries(DOCUMENTS)) {
    writeFileSync(join(ROOT, file), document(readDocument(file), results as Required<Results>));
  }
}
