import { chosenMemory, LEAST_FASTER, MEMORY_SIZES, MemoryFigures, memoryFigures, MOST_DEARER_USD } from './memory';
import { DYNAMODB_MILLIS, MEMORY_MB, WHOLE_CORE_MB } from '../cost/billed-duration';
import { cpuMillis } from '../cost/cpu-millis';
import { HandlersResults } from '../handlers/handlers';
import { ALL } from '../handlers/summary';
import { table } from '../table';

type Invocation = keyof MemoryFigures['costTimesTime'];

const percent = (ratio: number): string => `${Number((100 * Math.abs(ratio - 1)).toPrecision(2))} %`;
const cents = (usd: number): string => `${(100 * usd).toFixed(1)} cents`;

/** Other times of DynamoDB's answers, in milliseconds. */
const OTHER_ANSWERS = [2, 3, 8];

/** The section on memory in docs/performance.md. */
export function memoryReport(handlers: HandlersResults): string {
  const cpu = cpuMillis(handlers);
  const all = MEMORY_SIZES.map((megabytes) => memoryFigures(cpu, megabytes));
  const least = (invocation: Invocation): number => Math.min(...all.map(({ costTimesTime }) => costTimesTime[invocation]));
  const toLeast = ({ costTimesTime }: MemoryFigures, invocation: Invocation): string =>
    (costTimesTime[invocation] / least(invocation)).toFixed(2);
  const rows = all.map((figures) => [
    figures.megabytes === MEMORY_MB ? `**${figures.megabytes} MB**` : `${figures.megabytes} MB`,
    `${figures.cold.toFixed(0)} ms`,
    `${figures.early.toFixed(1)} ms`,
    `${figures.warm.toFixed(1)} ms`,
    `$${figures.computeUsd.toFixed(3)}`,
    `$${figures.requestUsd.toFixed(2)}`,
    toLeast(figures, 'early'),
    toLeast(figures, 'warm'),
  ]);
  return [
    table(['memory', 'cold', 'early', 'warm', 'compute', 'request', 'early: cost × time', 'warm: cost × time'], rows),
    '',
    `The default is ${MEMORY_MB} MB. The rule is: take the next size while it adds at most ${cents(MOST_DEARER_USD)} to a million requests and makes a warm`,
    `invocation at least ${100 * LEAST_FASTER} % faster.`,
    '',
    ...steps(all),
    '',
    `${WHOLE_CORE_MB} MB give one vCPU, and DynamoDB is assumed to answer in ${DYNAMODB_MILLIS} ms. The rule chooses`,
    `${OTHER_ANSWERS.map((millis) => `${chosenMemory(cpu, millis)} MB for answers in ${millis} ms`).join(', ')}. The process of a function takes`,
    `${Math.round(handlers.nodes[0].rows.package[ALL].rss.median / 1024 ** 2)} MB, so the smallest size leaves little room for large notes and pages.`,
  ].join('\n');
}

/** The effect of the sizes next to the default. */
function steps(all: readonly MemoryFigures[]): string[] {
  const at = all.findIndex(({ megabytes }) => megabytes === MEMORY_MB);
  return [[at - 1, at], [at, at + 1]].filter((pair) => pair.every((index) => all[index])).map(([index, next]) => {
    const [less, more] = [all[index], all[next]];
    return `- From ${less.megabytes} to ${more.megabytes} MB an early invocation takes ${percent(more.early / less.early)} less time, a warm one
  ${percent(more.warm / less.warm)} and a cold start ${percent(more.cold / less.cold)}; a million requests cost ${cents(more.computeUsd - less.computeUsd)} (${percent(more.requestUsd / less.requestUsd)}) more.`;
  });
}
