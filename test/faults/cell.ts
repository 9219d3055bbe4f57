import { History } from './history';
import { Laboratory } from './laboratory';
import { rival } from './rival';
import { ShapeName, SHAPES } from './shapes';
import { seenRow, storedNotes } from './stored-note';
import { Traffic } from './traffic';
import { Fault, FaultName, FAULTS } from '../lambda/faults';
import { Answer, Functions } from '../lambda/functions';
import { noteOf } from '../lambda/writes';

/** The number of attempts that meet the fault. */
export const TIMES = { once: 1, twice: 2, always: Infinity };

/** When another client writes the note: never, before the second attempt, or after the answer. */
export type Company = 'alone' | 'between' | 'after';

/** A request of a shape that meets a kind of fault this many times. */
export interface Cell {
  readonly shape: ShapeName;
  readonly kind: FaultName;
  readonly times: keyof typeof TIMES;
  readonly company: Company;
}

/** The answer, and the objection to it. */
export interface CellResult {
  readonly cell: Cell;
  readonly status: number;
  readonly findings: readonly string[];
  /** Whether only an unfenced write explains it. */
  readonly isUnfenced: boolean;
  readonly history: string;
}

let users = 0;

/** Runs a cell; the result is known when everything has landed. */
export async function begin(
  laboratory: Laboratory, traffic: Traffic, functions: Functions, cell: Cell,
): Promise<() => Promise<CellResult>> {
  const userId = `cell-${++users}`;
  const { status: _, needsNote, request, ...call } = SHAPES[cell.shape];
  const first = noteOf(userId);
  if (needsNote) {
    await laboratory.table.put(first);
  }
  const history = new History(needsNote ? seenRow(first) : null);
  const connects = (FAULTS[cell.kind] as Fault).connects ?? true;
  const faulty = TIMES[cell.times];
  let company: Promise<void> | undefined;
  const join = () => company ??= rival(laboratory.untroubled, userId, history);
  const exchange = traffic.expect(async (attempt) => {
    if (cell.company === 'between' && (attempt > 0 || !connects)) {
      await join();
    }
    return connects && attempt < faulty ? cell.kind : 'pass';
  });
  const answer = await history.record(request, exchange, () =>
    functions.call({ ...call, userId, call: exchange.call, refusals: connects ? 0 : faulty }));
  if (cell.company === 'after') {
    await join();
  }
  return async () => {
    await company;
    const notes = await storedNotes(laboratory.table, userId);
    history.finally(notes[0] ?? null);
    const { verdict } = history;
    return {
      cell,
      status: answer.status,
      findings: findings(cell, answer, verdict === 'violation', notes.length),
      isUnfenced: verdict === 'late creation' || verdict === 'late write',
      history: `${history}`,
    };
  };
}

/** A fault that a function has to survive was answered with an error. */
export const NOT_SURVIVED = 'not survived';

/** Statuses that blame the client. */
const BLAMES = [404, 409, 412, 422];

function findings({ shape, kind, times, company }: Cell, { status, headers }: Answer, isViolation: boolean, notes: number): string[] {
  const { survived }: Fault = FAULTS[kind];
  const success = SHAPES[shape].status;
  const mustSurvive = company === 'alone' && (survived === 'always' || survived === times);
  return [
    ...status === 503 && headers['Retry-After'] === undefined ? ['503 without Retry-After'] : [],
    ...mustSurvive && status !== success ? [NOT_SURVIVED] : [],
    ...notes > 1 ? ['duplicate'] : [],
    ...status === success || status === 503 || company !== 'alone' && BLAMES.includes(status) ? [] : [`false ${status}`],
    ...isViolation && (status === success || status === 503) ? [company === 'alone' ? 'false acknowledgement' : 'lost'] : [],
    ...isViolation && company !== 'alone' && BLAMES.includes(status) ? [`false ${status}`] : [],
  ];
}
