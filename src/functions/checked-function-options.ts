import { Duration, Token } from 'aws-cdk-lib';
import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { checkVariables } from './environment-variables';
import { NotesFunctionOptions } from './notes-function-options';
import { NotesTimeBudget } from './notes-time-budget';
import { checkNames, Names } from '../cdk/checked-names';
import { checkedObject, knownMilliseconds, shown } from '../cdk/checked-values';
import { NotesOperation } from '../contract/operations';
import { API_GATEWAY_MILLIS, DEFAULT_TIMEOUT_MILLIS, RESERVE_MILLIS, TimeBudgetMillis } from '../contract/time-budget';

export interface FunctionOptionsProps {
  readonly functionOptions?: NotesFunctionOptions;
  readonly functionOptionsByOperation?: { [operation: string]: NotesFunctionOptions };
  readonly timeBudget?: NotesTimeBudget;
}

/** The options of each function: those of its operation override those of all functions. */
export function checkedFunctionOptions(
  { functionOptions: all = {}, functionOptionsByOperation: byOperation = {}, timeBudget }: FunctionOptionsProps,
  operations: NotesOperation[],
  budget: TimeBudgetMillis,
): Record<string, NotesFunctionOptions> {
  check('functionOptions', all);
  const example = '{"LIST": {"memorySize": 1024}}';
  for (const [operation, options] of Object.entries(given(checkedObject('functionOptionsByOperation', byOperation, example)))) {
    if (!operations.some((offered) => offered === operation)) {
      throw new Error(`"functionOptionsByOperation" has ${shown(operation)}, which this API does not offer: use some of ${operations.join(', ')}`);
    }
    check(`functionOptionsByOperation.${operation}`, options);
  }
  return Object.fromEntries(operations.map((operation) => {
    const own = byOperation[operation] ?? {};
    const options = { ...all, ...given(own), environment: { ...all.environment, ...own.environment } };
    const name = `functionOptions${own.timeout === undefined ? '' : `ByOperation.${operation}`}.timeout`;
    const millis = checkedTimeout(name, options.timeout);
    if (budget.allAttempts >= millis - RESERVE_MILLIS) {
      throw new Error(tooLittleTime(name, millis, budget, timeBudget));
    }
    return [operation, options];
  }));
}

/** Without undefined members, which would override a value when spread. */
const given = <Options extends object>(options: Options): Options =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Options;

const NAMES: Names<NotesFunctionOptions> = {
  architecture: true, environment: true, memorySize: true, reservedConcurrentExecutions: true, timeout: true,
};

const ARCHITECTURES: readonly string[] = [Architecture.ARM_64.name, Architecture.X86_64.name];

function check(name: string, options: NotesFunctionOptions): void {
  const { architecture, environment = {}, memorySize, reservedConcurrentExecutions } = checkedObject(name, options, '{"memorySize": 1024}');
  checkNames(`${name}.`, options, NAMES);
  checkWhole(`${name}.memorySize`, memorySize, 128, 10_240);
  checkWhole(`${name}.reservedConcurrentExecutions`, reservedConcurrentExecutions, 0);
  checkVariables(`${name}.environment`, environment);
  // Compared by name: an app can hold two copies of the CDK.
  if (architecture !== undefined && !ARCHITECTURES.includes(architecture?.name)) {
    throw new Error(`"${name}.architecture" is ${shown(architecture)}: use Architecture.ARM_64 or Architecture.X86_64`);
  }
}

function checkWhole(name: string, value: number | undefined, least: number, most = Number.MAX_SAFE_INTEGER): void {
  if (value !== undefined && !Token.isUnresolved(value) && !(Number.isInteger(value) && value >= least && value <= most)) {
    const range = most < Number.MAX_SAFE_INTEGER ? `from ${least} to ${most}` : `of at least ${least}`;
    throw new Error(`"${name}" is ${shown(value)}: leave it out, or use a whole number ${range}`);
  }
}

function checkedTimeout(name: string, timeout: Duration | undefined): number {
  const millis = timeout === undefined ? DEFAULT_TIMEOUT_MILLIS : knownMilliseconds(name, timeout, DEFAULT_TIMEOUT_MILLIS);
  if (millis % 1000 !== 0) {
    throw new Error(`"${name}" is ${millis} ms: use whole seconds, such as Duration.seconds(10)`);
  }
  if (millis >= API_GATEWAY_MILLIS) {
    throw new Error(`"${name}" is ${millis} ms: make it less than ${API_GATEWAY_MILLIS} ms, the timeout of API Gateway`);
  }
  return millis;
}

/** The error, which begins with the prop that the user typed. */
function tooLittleTime(name: string, millis: number, { allAttempts }: TimeBudgetMillis, timeBudget: NotesTimeBudget = {}): string {
  return timeBudget.allAttempts === undefined
    ? `"${name}" is ${millis} ms: make it more than ${allAttempts + RESERVE_MILLIS} ms, because "timeBudget.allAttempts" is ${allAttempts} ms by default `
      + `and a function needs ${RESERVE_MILLIS} ms to answer`
    : `"timeBudget.allAttempts" is ${allAttempts} ms: make it less than ${millis - RESERVE_MILLIS} ms, because "${name}" is ${millis} ms and a function needs ${RESERVE_MILLIS} ms to answer`;
}
