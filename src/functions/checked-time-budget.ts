import { NotesTimeBudget } from './notes-time-budget';
import { checkNames } from '../cdk/checked-names';
import { knownMilliseconds, shown } from '../cdk/checked-values';
import { DEFAULT_TIME_BUDGET, TimeBudgetMillis } from '../contract/time-budget';

/** The time budget in milliseconds, with each part less than its whole. */
export function checkedTimeBudget(budget: NotesTimeBudget): TimeBudgetMillis {
  checkNames<NotesTimeBudget>('timeBudget.', budget, DEFAULT_TIME_BUDGET);
  const { maxAttempts = DEFAULT_TIME_BUDGET.maxAttempts } = budget;
  const checked: TimeBudgetMillis = {
    connectTimeout: milliseconds(budget, 'connectTimeout'),
    requestTimeout: milliseconds(budget, 'requestTimeout'),
    allAttempts: milliseconds(budget, 'allAttempts'),
    firstBackOff: milliseconds(budget, 'firstBackOff'),
    maxAttempts,
  };
  if (!Number.isInteger(maxAttempts) || maxAttempts < 1) {
    throw new Error(`"timeBudget.maxAttempts" is ${shown(maxAttempts)}: use a whole number of at least 1`);
  }
  if (checked.connectTimeout === 0) {
    throw new Error('"timeBudget.connectTimeout" is 0 ms, which leaves no time to connect: use a Duration such as Duration.millis(300)');
  }
  for (const [part, whole] of ORDER) {
    if (checked[part] >= checked[whole]) {
      // The name that the user typed comes first.
      throw new Error(budget[part] === undefined
        ? `"timeBudget.${whole}" is ${checked[whole]} ms: make it more than "timeBudget.${part}", which is ${checked[part]} ms by default`
        : `"timeBudget.${part}" is ${checked[part]} ms: make it less than "timeBudget.${whole}", which is ${checked[whole]} ms`);
    }
  }
  return checked;
}

type DurationName = Exclude<keyof NotesTimeBudget, 'maxAttempts'>;

/** Each part must be less than its whole. */
const ORDER: readonly (readonly [part: DurationName, whole: DurationName])[] = [
  ['connectTimeout', 'requestTimeout'],
  ['requestTimeout', 'allAttempts'],
  ['firstBackOff', 'allAttempts'],
];

function milliseconds(budget: NotesTimeBudget, name: DurationName): number {
  const duration = budget[name];
  return duration === undefined ? DEFAULT_TIME_BUDGET[name] : knownMilliseconds(`timeBudget.${name}`, duration, DEFAULT_TIME_BUDGET[name]);
}

/** The environment variable for a time budget: JSON of the values that differ from the defaults; undefined when none does. */
export function timeBudgetVariable(budget: TimeBudgetMillis): string | undefined {
  const differing = Object.entries(budget).filter(([name, value]) => value !== DEFAULT_TIME_BUDGET[name as keyof TimeBudgetMillis]);
  return differing.length > 0 ? JSON.stringify(Object.fromEntries(differing)) : undefined;
}
