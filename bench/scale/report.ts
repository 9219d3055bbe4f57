import { limits } from './limits';
import { recoveryUsd, SECONDS_A_MONTH, storageUsd, storedBytes, total, trafficCost, GB } from './monthly-cost';
import { LARGE_NOTE_BYTES, oneUser, SMALL_NOTE_BYTES } from './one-user';
import { Quota, QUOTAS, QUOTED } from './quotas';
import { ALLOWED, METHODS, mostUsdADay } from './throttle';
import { averageRequest, TRAFFIC } from './traffic';
import { unitsReport } from './units-report';
import { DEFAULT_TIME_BUDGET } from '../../src/contract/time-budget';
import { DEFAULT_THROTTLE } from '../../src/rest-api/default-throttle';
import { CpuMillis } from '../cost/billed-duration';
import { cpuMillis } from '../cost/cpu-millis';
import { PRICED } from '../cost/prices';
import { significant } from '../handlers/report';
import { Results } from '../results';
import { table } from '../table';

const RATES = [1, 10, 100, 1_000, 10_000, 100_000];
const NOTES = [1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

/** The maximum number of notes on a page. */
const LONGEST_PAGE = 100;

const rounded = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const number = (figure: number): string => rounded.format(Number(figure.toPrecision(3)));
const decimal = (figure: number): string => figure >= 100 ? number(figure) : significant(figure);
const dollars = (usd: number): string => usd < 10 ? `$${usd.toFixed(usd < 0.1 ? 4 : 2)}` : `$${number(usd)}`;

type Average = ReturnType<typeof averageRequest>;

const exampleReport = ({ millis, reads, writes, sentBytes }: Average): string => [
  `${TRAFFIC.map(({ name, share }) => `${100 * share} % are ${name}`).join(', ')}. A note has ${SMALL_NOTE_BYTES / 1024} KB, and a page 50 notes.`,
  `On average a request takes ${significant(reads)} read units and ${significant(writes)} write units, keeps a function busy for ${significant(millis)} ms, and sends ${significant(sentBytes / 1024)} KB.`,
].join('\n');

const limitsReport = (average: Average): string => table(
  ['requests a second', 'limit', 'what to do'],
  limits(average).map(({ name, requestsPerSecond, whatToDo }) => [number(requestsPerSecond), name, whatToDo]),
);

function requestsReport(average: Average): string {
  const reached = (rate: number): string =>
    limits(average).filter(({ requestsPerSecond }) => requestsPerSecond < rate).map(({ shortName }) => shortName).join(', ') || 'none';
  return [
    table(
      ['requests a second', 'a month', 'invocations at once', 'limits to raise', 'API Gateway', 'Lambda', 'DynamoDB', 'traces', 'data sent', 'all'],
      RATES.map((rate) => {
        const cost = trafficCost(average, rate);
        return [
          number(rate),
          `${decimal(rate * SECONDS_A_MONTH / 1e6)} million`,
          decimal(rate * average.millis / 1000),
          reached(rate),
          ...[cost.apiGateway, cost.lambda, cost.dynamoDb, cost.traces, cost.transfer].map(dollars),
          `**${dollars(total(cost))}**`,
        ];
      }),
    ),
    '',
    `US dollars a month of 30 days, in ${PRICED.region}, with the volume discounts of API Gateway and of data sent to the internet, and without free tiers.`,
  ].join('\n');
}

function notesReport(): string {
  return table(
    ['notes of 1 KB', 'stored', 'storage', 'point-in-time recovery', 'pages to list them all, if one user has them'],
    NOTES.map((notes) => [
      number(notes),
      `${decimal(storedBytes(notes) / GB)} GB`,
      dollars(storageUsd(notes)),
      dollars(recoveryUsd(notes)),
      number(notes / LONGEST_PAGE),
    ]),
  );
}

const oneUserReport = (): string => table(
  ['requests a second for one user', `notes of ${SMALL_NOTE_BYTES / 1024} KB`, `notes of ${LARGE_NOTE_BYTES / 1024} KB`],
  oneUser().map(({ name, small, large }) => [name, decimal(small), decimal(large)]),
);

const throttleReport = (cpu: CpuMillis): string => [
  `- It is enough for most APIs: ${DEFAULT_THROTTLE.rateLimit} requests a second are ${number(ALLOWED.requestsADay)} a day, for each method.`,
  `- It limits the bill: a client that requests pages of the example as fast as possible costs at most ${dollars(mostUsdADay(cpu))} a day.`,
  `- It leaves room for other APIs: the ${METHODS} methods together may take ${number(ALLOWED.requestsPerSecond)} of the account's ${number(QUOTAS.requests.value)} requests a second`,
  `  (${number(QUOTAS.requestsInNewerRegions.value)} in newer Regions).`,
  `- It contains a failure: if DynamoDB does not answer, an invocation takes up to ${DEFAULT_TIME_BUDGET.allAttempts / 1000} s (\`timeBudget\`). One method then has up to ${number(ALLOWED.concurrency)}`,
  `  invocations at once, of the ${number(QUOTAS.concurrency.value)} that all functions of the account share. At ${number(QUOTAS.concurrency.value / (DEFAULT_TIME_BUDGET.allAttempts / 1000))} requests a second, it could take all of them.`,
  '  Before you set a higher rate, request more concurrency.',
].join('\n');

const quotasReport = (): string => [
  `Looked up on ${QUOTED}:`,
  '',
  table(
    ['limit', 'of'],
    Object.values<Quota>(QUOTAS).map(({ value, unit, of, page }) => [`[${rounded.format(value)} ${unit}](${page})`, of]),
  ),
].join('\n');

/** The generated content of docs/scale.md, by the names of its sections. */
export const SCALE_SECTIONS: Readonly<Record<string, (results: Required<Results>) => string>> = {
  'example': ({ handlers }) => exampleReport(averageRequest(cpuMillis(handlers))),
  'limits': ({ handlers }) => limitsReport(averageRequest(cpuMillis(handlers))),
  'requests': ({ handlers }) => requestsReport(averageRequest(cpuMillis(handlers))),
  'notes': notesReport,
  'one-user': oneUserReport,
  'throttle': ({ handlers }) => throttleReport(cpuMillis(handlers)),
  'units': ({ units }) => unitsReport(units),
  'quotas': quotasReport,
};
