import { limits } from './limits';
import { GB, recoveryUsd, storageUsd, storedBytes, total, trafficCost } from './monthly-cost';
import { AverageRequest, averageRequest } from './traffic';
import { CpuMillis } from '../cost/billed-duration';
import { Axis, CHART_HEIGHT, lineChart, scale } from '../line-chart';
import { picture, title, WIDTH } from '../picture';

/** The maximum size of a partition: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.Partitions.html */
const PARTITION_BYTES = 10 * GB;

/** A million as `1M`. */
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 3 });
const rounded = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

const shortText = (figure: number): string => short.format(figure);
const dollars = (usd: number): string => usd < 1 ? `$${Number(usd.toPrecision(1))}` : `$${shortText(usd)}`;

const powersOfTen = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index));

const logarithmic = (label: string, from: number, to: number, tickText: Axis['tickText']): Axis =>
  ({ label, from: 10 ** from, to: 10 ** to, logarithmic: true, ticks: powersOfTen(from, to), tickText });

/** The limits, and the monthly cost of requests and notes. */
export function scalePlot(cpu: CpuMillis): string {
  const average = averageRequest(cpu);
  return picture('The limits of a notes API, and what it costs a month, by requests and by notes', CHART_HEIGHT, [
    limitBars(average),
    lineChart({
      title: 'Cost of requests',
      x: logarithmic('requests a second', 0, 5, shortText),
      y: logarithmic('a month', -1, 6, dollars),
      lines: [
        { name: 'all', colour: 'blue', at: (rate) => total(trafficCost(average, rate)) },
        { name: 'API Gateway', colour: 'orange', at: (rate) => trafficCost(average, rate).apiGateway },
        { name: 'DynamoDB', colour: 'green', at: (rate) => trafficCost(average, rate).dynamoDb },
        { name: 'Lambda', colour: 'grey', at: (rate) => trafficCost(average, rate).lambda },
      ],
      marks: [],
    }),
    lineChart({
      title: 'Cost of keeping notes of 1 KB',
      x: logarithmic('notes', 3, 9, shortText),
      y: logarithmic('a month', -4, 4, dollars),
      lines: [
        { name: 'storage and recovery', colour: 'blue', at: (notes) => storageUsd(notes) + recoveryUsd(notes) },
        { name: 'storage', colour: 'green', at: storageUsd },
      ],
      marks: [{ x: PARTITION_BYTES / storedBytes(1), text: '10 GB: more than one partition' }],
    }),
  ]);
}

const BARS = { left: 205, right: WIDTH - 75, step: 30 };
const FASTEST = 1_000_000;

/** A bar for each limit: the rate that reaches it. */
function limitBars(average: AverageRequest): string[] {
  const across = scale({ from: 1, to: FASTEST, logarithmic: true }, BARS.left, BARS.right);
  return [title('Limits, in requests a second of the example'), ...limits(average).flatMap(({ requestsPerSecond, shortName }, index) => {
    const y = BARS.step * (index + 1);
    const end = across(requestsPerSecond);
    return [
      `<text x="${BARS.left - 10}" y="${y + 21}" text-anchor="end">${shortName}</text>`,
      `<rect class="${index === 0 ? 'blue' : 'grey'}" fill="currentColor" x="${BARS.left}" y="${y + 5}" width="${end - BARS.left}" height="22" rx="3"/>`,
      `<text x="${end + 8}" y="${y + 21}">${rounded.format(requestsPerSecond)}</text>`,
    ];
  })];
}
