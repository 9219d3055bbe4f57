import { API_GATEWAY_MILLIS, DEFAULT_TIME_BUDGET, RESERVE_MILLIS, TimeBudgetMillis } from './contract/time-budget';
import { NotesTimeBudget } from './notes-time-budget';

/** The time budget in milliseconds, each part less than what it is a part of. */
export function checkedTimeBudget(budget: NotesTimeBudget): TimeBudgetMillis {
  const { maxAttempts = DEFAULT_TIME_BUDGET.maxAttempts } = budget;
  const checked: TimeBudgetMillis = {
    connect: milliseconds(budget, 'connect'),
    request: milliseconds(budget, 'request'),
    allAttempts: milliseconds(budget, 'allAttempts'),
    invocation: milliseconds(budget, 'invocation'),
    firstBackOff: milliseconds(budget, 'firstBackOff'),
    maxAttempts,
  };
  if (!Number.isInteger(maxAttempts) || maxAttempts < 1) {
    throw new Error(`"timeBudget.maxAttempts" is ${maxAttempts}: use a whole number from 1`);
  }
  if (checked.invocation % 1000 !== 0) {
    throw new Error(`"timeBudget.invocation" is ${checked.invocation} ms: Lambda takes whole seconds`);
  }
  if (checked.connect === 0) {
    throw new Error('"timeBudget.connect" is 0 ms, which the SDK takes for no limit: use a Duration such as Duration.millis(300)');
  }
  for (const [part, whole, left] of ORDER) {
    if (checked[part] >= checked[whole] - left) {
      const room = left > 0 ? ` less ${left} ms to answer in` : '';
      throw new Error(`"timeBudget.${part}" is ${checked[part]} ms: make it less than "timeBudget.${whole}" of ${checked[whole]} ms${room}`);
    }
  }
  if (checked.invocation >= API_GATEWAY_MILLIS) {
    throw new Error(`"timeBudget.invocation" is ${checked.invocation} ms: make it less than the ${API_GATEWAY_MILLIS} ms that API Gateway waits`);
  }
  return checked;
}

type DurationName = Exclude<keyof NotesTimeBudget, 'maxAttempts'>;

/** Which part must be less than which, and by how much. */
const ORDER: readonly (readonly [part: DurationName, whole: DurationName, left: number])[] = [
  ['connect', 'request', 0],
  ['request', 'allAttempts', 0],
  ['allAttempts', 'invocation', RESERVE_MILLIS],
  ['firstBackOff', 'allAttempts', 0],
];

function milliseconds(budget: NotesTimeBudget, name: DurationName): number {
  const duration = budget[name];
  if (duration === undefined) {
    return DEFAULT_TIME_BUDGET[name];
  }
  if (typeof duration?.toMilliseconds !== 'function' || duration.isUnresolved()) {
    throw new Error(`"timeBudget.${name}" is not a time that is known at synthesis: use a Duration such as Duration.millis(${DEFAULT_TIME_BUDGET[name]})`);
  }
  return duration.toMilliseconds({ integral: false });
}

/** What the functions are told of a time budget: JSON of what differs from the defaults, nothing when nothing does. */
export function timeBudgetVariable(budget: TimeBudgetMillis): string | undefined {
  const differing = Object.entries(budget).filter(([name, value]) => value !== DEFAULT_TIME_BUDGET[name as keyof TimeBudgetMillis]);
  return differing.length > 0 ? JSON.stringify(Object.fromEntries(differing)) : undefined;
}
