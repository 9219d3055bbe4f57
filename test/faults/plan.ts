import fc from 'fast-check';
import { HistoryKind, Wanted } from './history-kinds';
import { Step } from '../lambda/fault-proxy';

/** A task of a client, and the faults of its attempts. */
export interface Task {
  readonly wanted: Wanted;
  readonly isConditional: boolean;
  /** The environment of the functions that gets it. */
  readonly environment: number;
  readonly steps: readonly Step[];
  readonly pauses: readonly number[];
}

/** The plan of a history: the row before it, and the tasks of each client. */
export interface Plan {
  readonly row: string;
  readonly tasks: readonly (readonly Task[])[];
}

/** Environments of functions, each with its clock. */
export const ENVIRONMENTS = 3;

/** The maximum error of a clock. */
export const SKEW_MILLIS = 2_000;

const CLIENTS = 3;
const TASKS = 4;
const ATTEMPTS = 4;

const step = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Step>('lost', 'late700', 'late2000') },
  { weight: 2, arbitrary: fc.constantFrom<Step>('slow700', 'reset', 'serverErrorAfter', 'stalledAnswer', 'emptiedAnswer') },
  { weight: 1, arbitrary: fc.constantFrom<Step>('throttled', 'serverError', 'hang') },
  { weight: 2, arbitrary: fc.constant<Step>('pass') },
);

type PlannedKind = Pick<HistoryKind, 'wanted' | 'conditional'>;

const task = ({ wanted, conditional }: PlannedKind): fc.Arbitrary<Task> => fc.record({
  wanted: fc.constantFrom(...wanted),
  isConditional: fc.nat(9).map((drawn) => drawn < conditional),
  environment: fc.nat(ENVIRONMENTS - 1),
  // Mostly few, so that most requests are answered.
  steps: fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    { weight: 4, arbitrary: fc.tuple(step) },
    { weight: 1, arbitrary: fc.array(step, { minLength: 2, maxLength: ATTEMPTS }) },
  ),
  pauses: fc.array(fc.nat(3), { minLength: ATTEMPTS, maxLength: ATTEMPTS }),
});

/** A history of a kind that begins with one of these rows. */
export const plan = (kind: PlannedKind, rows: readonly string[]): fc.Arbitrary<Plan> => fc.record({
  row: fc.constantFrom(...rows),
  tasks: fc.array(fc.array(task(kind), { minLength: TASKS, maxLength: TASKS }), { minLength: CLIENTS, maxLength: CLIENTS }),
});
