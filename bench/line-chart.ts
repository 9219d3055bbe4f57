import { Colour, title, WIDTH } from './picture';

export interface Axis {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  /** A logarithmic scale: equal ratios have equal distances. */
  readonly logarithmic?: boolean;
  readonly ticks: readonly number[];
  readonly tickText: (tick: number) => string;
}

export interface Line {
  readonly name: string;
  readonly colour: Colour;
  readonly at: (x: number) => number;
}

/** A vertical line; the text stands at its upper end. */
export interface Mark {
  readonly x: number;
  readonly text: string;
}

export interface LineChart {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly Line[];
  readonly marks: readonly Mark[];
}

export const CHART_HEIGHT = 330;

const AREA = { left: 70, right: WIDTH - 30, top: 62, bottom: CHART_HEIGHT - 52 };
const SAMPLES = 60;
const SWATCH = 24;
/** At least as wide as a character of a legend. */
const CHARACTER = 10;

/** The elements of a chart, for a picture. */
export function lineChart({ title: text, x, y, lines, marks }: LineChart): string[] {
  const across = scale(x, AREA.left, AREA.right);
  const up = scale(y, AREA.bottom, AREA.top);
  return [
    title(text),
    ...legend(lines),
    ...y.ticks.flatMap((tick) => [
      `<path class="grey" stroke="currentColor" stroke-opacity=".4" d="M${AREA.left} ${up(tick)}H${AREA.right}"/>`,
      `<text class="small" x="${AREA.left - 8}" y="${up(tick) + 4}" text-anchor="end">${y.tickText(tick)}</text>`,
    ]),
    ...x.ticks.map((tick) => `<text class="small" x="${across(tick)}" y="${AREA.bottom + 18}" text-anchor="middle">${x.tickText(tick)}</text>`),
    `<text class="small" x="${(AREA.left + AREA.right) / 2}" y="${AREA.bottom + 40}" text-anchor="middle">${x.label}</text>`,
    `<text class="small" x="10" y="${AREA.top - 10}">${y.label}</text>`,
    ...marks.flatMap((mark) => [
      `<path class="grey" stroke="currentColor" stroke-dasharray="4 4" d="M${across(mark.x)} ${AREA.top}V${AREA.bottom}"/>`,
      `<text class="small" x="${across(mark.x) + 5}" y="${AREA.top + 12}">${mark.text}</text>`,
    ]),
    ...lines.map(({ at, colour }) =>
      `<path class="${colour}" stroke="currentColor" stroke-width="2" fill="none" d="M${samples(x).map((value) => `${across(value)} ${up(at(value))}`).join('L')}"/>`,
    ),
  ];
}

/** Maps a figure to a position in the picture. */
export function scale({ from, to, logarithmic }: Pick<Axis, 'from' | 'to' | 'logarithmic'>, start: number, end: number): (figure: number) => number {
  const of = logarithmic ? Math.log : (figure: number): number => figure;
  return (figure) => Number((start + (of(figure) - of(from)) / (of(to) - of(from)) * (end - start)).toFixed(1));
}

function samples({ from, to, logarithmic }: Axis): number[] {
  return Array.from({ length: SAMPLES + 1 }, (_, index) => {
    const share = index / SAMPLES;
    return logarithmic ? from * (to / from) ** share : from + (to - from) * share;
  });
}

/** In a row, at the right of the line below the title. */
function legend(lines: readonly Line[]): string[] {
  let right = AREA.right;
  return lines.toReversed().flatMap(({ name, colour }) => {
    const left = right - name.length * CHARACTER - SWATCH - 8;
    right = left - 12;
    return [
      `<path class="${colour}" stroke="currentColor" stroke-width="3" d="M${left} 42h${SWATCH}"/>`,
      `<text x="${left + SWATCH + 6}" y="47">${name}</text>`,
    ];
  });
}
