import { readFileSync, writeFileSync } from 'node:fs';
import { HandlersResults } from './handlers/handlers';
import { nodeReport } from './handlers/report';
import { Results } from './results';

/** What of the README is written by the benchmark. */
const SECTION = /(?<=^<!-- bench -->\n).*?(?=^<!-- \/bench -->$)/ms;

function handlersSection(handlers: HandlersResults): string {
  const { cpu, date, nodes } = handlers;
  const runs = nodes.map(({ rounds, version }) => `${rounds} rounds on Node.js ${version}`).join(' and ');
  return `Measured on ${date}, ${runs}, ${cpu}:\n\n${nodeReport(handlers, nodes[0])}\n`;
}

/** The README with the figures of these results. */
export function withFigures(readme: string, { handlers }: Results): string {
  const parts = handlers ? [handlersSection(handlers)] : [];
  return readme.replace(SECTION, () => `\n${parts.map((part) => `${part}\n`).join('')}`);
}

export const writeFigures = (file: string, results: Results): void => writeFileSync(file, withFigures(readFileSync(file, 'utf8'), results));
