import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpuMillis } from './cost/cpu-millis';
import { costs } from './cost/report';
import { figures } from './figures';
import { highlights } from './highlights';
import { memoryPlot } from './memory/plot';
import { memoryReport } from './memory/report';
import { plot } from './plot';
import { Results } from './results';
import { scalePlot } from './scale/plot';
import { SCALE_SECTIONS } from './scale/report';
import { withSection } from './sections';

const ROOT = join(__dirname, '..');

/** A file that is derived from the results. */
interface Document {
  readonly needs: readonly (keyof Results)[];
  /** The new content of the file, from its current content. */
  readonly update: (text: string, results: Required<Results>) => string;
}

export const DOCUMENTS: Readonly<Record<string, Document>> = {
  'README.md': {
    needs: ['handlers'],
    update: (text, { handlers }) => withSection(text, 'highlights', highlights(handlers)),
  },
  'bench/results.svg': { needs: ['handlers'], update: (_, { handlers }) => plot(handlers) },
  'docs/memory.svg': { needs: ['handlers'], update: (_, { handlers }) => memoryPlot(cpuMillis(handlers)) },
  'docs/costs.md': {
    needs: ['handlers'],
    update: (text, { handlers }) => withSection(text, 'costs', costs(cpuMillis(handlers))),
  },
  'docs/performance.md': {
    needs: ['handlers'],
    update: (text, results) => withSection(withSection(text, 'bench', figures(results)), 'memory', memoryReport(results.handlers)),
  },
  'docs/scale.svg': { needs: ['handlers'], update: (_, { handlers }) => scalePlot(cpuMillis(handlers)) },
  'docs/scale.md': {
    needs: ['handlers', 'units'],
    update: (text, results) =>
      Object.entries(SCALE_SECTIONS).reduce((page, [name, report]) => withSection(page, name, report(results)), text),
  },
};

/** A picture may not exist yet. */
export const readDocument = (file: string): string => existsSync(join(ROOT, file)) ? readFileSync(join(ROOT, file), 'utf8') : '';

export function writeDocuments(results: Results): void {
  for (const [file, { needs, update }] of Object.entries(DOCUMENTS)) {
    if (needs.every((part) => results[part])) {
      writeFileSync(join(ROOT, file), update(readDocument(file), results as Required<Results>));
    }
  }
}
