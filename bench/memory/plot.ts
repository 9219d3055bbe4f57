import { MEMORY_SIZES, MemoryFigures, memoryFigures } from './memory';
import { CpuMillis, MEMORY_MB } from '../cost/billed-duration';
import { Axis, CHART_HEIGHT, Line, lineChart } from '../line-chart';
import { picture } from '../picture';

const [SMALLEST] = MEMORY_SIZES;
const LARGEST = MEMORY_SIZES.at(-1)!;

const MEMORY: Axis = { label: 'memory in MB', from: SMALLEST, to: LARGEST, logarithmic: true, ticks: MEMORY_SIZES, tickText: String };
const MARKS = [{ x: MEMORY_MB, text: 'the default' }];

/** The time and the cost of invocations. */
export function memoryPlot(cpu: CpuMillis): string {
  const line = (name: string, colour: Line['colour'], of: (figures: MemoryFigures) => number): Line =>
    ({ name, colour, at: (megabytes) => of(memoryFigures(cpu, megabytes)) });
  const productToLeast = (invocation: keyof MemoryFigures['costTimesTime']) => {
    const product = (figures: MemoryFigures): number => figures.costTimesTime[invocation];
    const least = Math.min(...MEMORY_SIZES.map((megabytes) => product(memoryFigures(cpu, megabytes))));
    return (figures: MemoryFigures): number => product(figures) / least;
  };
  return picture('The time and the cost of an invocation by memory', CHART_HEIGHT, [
    lineChart({
      title: 'Time of an invocation',
      x: MEMORY,
      y: { label: 'ms', from: 5, to: 200, logarithmic: true, ticks: [5, 10, 20, 50, 100, 200], tickText: String },
      lines: [
        line('cold', 'grey', ({ cold }) => cold),
        line('early', 'blue', ({ early }) => early),
        line('warm', 'green', ({ warm }) => warm),
      ],
      marks: MARKS,
    }),
    lineChart({
      title: 'Compute cost × time',
      x: MEMORY,
      y: { label: 'to the least', from: 0.5, to: 2.5, ticks: [0.5, 1, 1.5, 2, 2.5], tickText: (tick) => tick.toFixed(1) },
      lines: [line('early', 'blue', productToLeast('early')), line('warm', 'green', productToLeast('warm'))],
      marks: MARKS,
    }),
  ]);
}
