import { CpuMillis, DYNAMODB_MILLIS, MEMORY_MB } from './billed-duration';
import { CapacityUnits } from './capacity-units';
import { coldStartCost, EXAMPLE_PAGE_BYTES, perMillion, requestCosts } from './cost';
import { LOGGED_BYTES } from './logged-bytes';
import { OTHER_PRICES, Price, PRICED, PRICES } from './prices';
import { memoryFigures } from '../memory/memory';

/** The default memory of the functions before it was chosen by measurement. */
const EARLIER_MEMORY_MB = 256;

/** X-Ray's default: one request a second, and this share of the others. */
const TRACED = 0.05;

const usd = (amount: number): string => amount === 0 ? '0' : amount.toFixed(2);

/** Prices have fractions of a cent. */
const PRICE = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 4 });

const counted = (count: number, noun: string): string[] => count === 0 ? [] : [`${count} ${noun}${count === 1 ? '' : 's'}`];

const unitsText = ({ read, write }: CapacityUnits): string => [...counted(read, 'read'), ...counted(write, 'write')].join(', ');

const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`;

const priceRow = ({ name, usd: amount, per, page }: Price): string => row(`[${name}](${page})`, `${PRICE.format(amount)} per ${per}`);

/** US dollars for these bytes of logs a million times. */
const logged = (bytes: number): string => usd(perMillion(bytes, PRICES.logs.usd));

/** The content of docs/costs.md between its markers. */
export function costs(cpu: CpuMillis): string {
  const { initMillis, firstMillis, usd: cold } = coldStartCost(cpu);
  return [
    row('$ per million requests', 'units', 'billed', 'API Gateway', 'Lambda', 'DynamoDB', 'logs', 'total'),
    row('---', '---', '---:', '---:', '---:', '---:', '---:', '---:'),
    ...requestCosts(cpu).map(({ name, units, millis, cost, total }) =>
      row(
        name,
        unitsText(units),
        `${millis} ms`,
        usd(cost.apiGateway),
        usd(cost.lambda),
        usd(cost.dynamoDb),
        usd(cost.logs),
        `**${usd(total)}**`,
      ),
    ),
    '',
    '- A note has 1 KB, including its names and metadata. A list returns a page of 50 notes, and reads 51.',
    `- The prices are those of ${PRICED.region} on ${PRICED.date}, without free tiers.`,
    `- The functions have ${MEMORY_MB} MB, wait ${DYNAMODB_MILLIS} ms for DynamoDB, and use the processor time that \`npm run bench\` measures.`,
    `- ${earlierMemory(cpu)}`,
    `- A cold start is billed as ${initMillis} ms of initialisation and ${firstMillis} ms of its first request, instead of the duration in the table:`,
    `  $${usd(cold)} per million. The time in which the initialisation waits is not included.`,
    `- A request with a 5xx response logs a line of at most ${LOGGED_BYTES.failure / 1024} KB: $${logged(LOGGED_BYTES.failure)} per million. Lambda's own lines are`,
    `  turned off. The system log level \`INFO\` would add $${logged(LOGGED_BYTES.platform)} per million requests.`,
    `- X-Ray traces the first request of each second and ${TRACED * 100} % of the others. At high traffic this adds $${usd(TRACED * OTHER_PRICES.traces.usd)} per million requests,`,
    `  at low traffic at most $${usd(OTHER_PRICES.traces.usd)}.`,
    `- Sending a million pages of 50 notes to the internet costs $${usd(perMillion(EXAMPLE_PAGE_BYTES, OTHER_PRICES.transfer.usd))}.`,
    '- With `trash`, deleted notes are stored until they expire.',
    '- With `changes`, the index has an entry for each note, and for the record of each `Idempotency-Key`. In the table, a list with `since` finds ten',
    '  changes of 256 bytes. It costs half a read for each 4 KB of entries, and at least half a read.',
    '',
    row('counted in the table', '$'),
    row('---', '---'),
    ...Object.values(PRICES).map(priceRow),
    row('**not counted**', ''),
    ...Object.values(OTHER_PRICES).map(priceRow),
  ].join('\n');
}

function earlierMemory(cpu: CpuMillis): string {
  const [earlier, now] = [EARLIER_MEMORY_MB, MEMORY_MB].map((megabytes) => memoryFigures(cpu, megabytes));
  return `With ${EARLIER_MEMORY_MB} MB, the earlier default, a million requests cost $${usd(now.computeUsd - earlier.computeUsd)} less, and a warm function takes
  ${(earlier.warm / now.warm).toFixed(1)} times as long. [Performance](performance.md) says how the memory was chosen.`;
}
