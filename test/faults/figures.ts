import { appendFileSync, readFileSync } from 'node:fs';
import { SCALE, SEED } from './scale';

/** The figures of a part of the campaign. */
export type Figures = Readonly<Record<string, number>>;

/** The folder where the parts write their figures: jest may run each part in its own process. */
export const FIGURES_FILE = 'FAULTS_FIGURES';

export function note(part: string, figures: Figures): void {
  appendFileSync(process.env[FIGURES_FILE]!, `${JSON.stringify([part, figures])}\n`);
}

/** All figures as a table of Markdown. */
export function table(): string {
  const noted = readFileSync(process.env[FIGURES_FILE]!, 'utf8').split('\n').filter(Boolean);
  const rows = noted.map((line) => JSON.parse(line) as [string, Figures]).flatMap(([part, figures]) =>
    Object.entries(figures).map(([name, value]) => `| ${part} | ${name} | ${value.toLocaleString('en')} |`));
  return [`Scale ${SCALE}, seed ${SEED}`, '', '| part | figure | value |', '|---|---|---:|', ...rows].join('\n');
}
