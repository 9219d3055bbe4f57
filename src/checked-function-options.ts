import { Duration, Token } from 'aws-cdk-lib';
import { knownMilliseconds, shown } from './checked-values';
import { ENVIRONMENT } from './contract/environment';
import { NotesOperation } from './contract/operations';
import { API_GATEWAY_MILLIS, DEFAULT_TIMEOUT_MILLIS, RESERVE_MILLIS, TimeBudgetMillis } from './contract/time-budget';
import { NotesFunctionOptions } from './notes-function-options';

export interface FunctionOptionsProps {
  readonly functionOptions?: NotesFunctionOptions;
  readonly functionOptionsByOperation?: { [operation: string]: NotesFunctionOptions };
}

/** What each function runs with: what its operation is given goes before what all are. */
export function checkedFunctionOptions(
  { functionOptions: all = {}, functionOptionsByOperation: byOperation = {} }: FunctionOptionsProps,
  operations: NotesOperation[],
  budget: TimeBudgetMillis,
): Record<string, NotesFunctionOptions> {
  check('functionOptions', all);
  for (const [operation, options] of Object.entries(byOperation)) {
    if (!operations.some((offered) => offered === operation)) {
      throw new Error(`"functionOptionsByOperation" has ${shown(operation)}, which is not offered: use some of ${operations.join(', ')}`);
    }
    check(`functionOptionsByOperation.${operation}`, options);
  }
  return Object.fromEntries(operations.map((operation) => {
    const own = byOperation[operation] ?? {};
    checkTimeout(own.timeout ? `functionOptionsByOperation.${operation}.timeout` : 'functionOptions.timeout', own.timeout ?? all.timeout, budget);
    return [operation, { ...all, ...given(own), environment: { ...all.environment, ...own.environment } }];
  }));
}

/** Without what is there but undefined, which would take the place of something. */
const given = (options: NotesFunctionOptions): NotesFunctionOptions =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

function check(name: string, options: NotesFunctionOptions): void {
  if (typeof options !== 'object' || options === null) {
    throw new Error(`"${name}" is ${shown(options)}: use an object such as {"memorySize": 512}`);
  }
  const { architecture, environment, memorySize, reservedConcurrentExecutions } = options;
  checkWhole(`${name}.memorySize`, memorySize, 128, 10_240);
  checkWhole(`${name}.reservedConcurrentExecutions`, reservedConcurrentExecutions, 0);
  checkEnvironment(`${name}.environment`, environment);
  if (architecture !== undefined && typeof architecture?.name !== 'string') {
    throw new Error(`"${name}.architecture" is ${shown(architecture)}: use Architecture.ARM_64 or Architecture.X86_64`);
  }
}

function checkWhole(name: string, value: number | undefined, least: number, most = Number.MAX_SAFE_INTEGER): void {
  if (value !== undefined && !Token.isUnresolved(value) && !(Number.isInteger(value) && value >= least && value <= most)) {
    const range = most < Number.MAX_SAFE_INTEGER ? `from ${least} to ${most}` : `from ${least}`;
    throw new Error(`"${name}" is ${shown(value)}: leave it out, or use a whole number ${range}`);
  }
}

function checkTimeout(name: string, timeout: Duration | undefined, { allAttempts }: TimeBudgetMillis): void {
  const millis = timeout === undefined ? DEFAULT_TIMEOUT_MILLIS : knownMilliseconds(name, timeout, DEFAULT_TIMEOUT_MILLIS);
  if (millis % 1000 !== 0) {
    throw new Error(`"${name}" is ${millis} ms: Lambda takes whole seconds`);
  }
  if (allAttempts >= millis - RESERVE_MILLIS) {
    throw new Error(`"timeBudget.allAttempts" is ${allAttempts} ms: make it less than "${name}" of ${millis} ms less ${RESERVE_MILLIS} ms to answer in`);
  }
  if (millis >= API_GATEWAY_MILLIS) {
    throw new Error(`"${name}" is ${millis} ms: make it less than the ${API_GATEWAY_MILLIS} ms that API Gateway waits`);
  }
}

/** What Lambda lets nobody set. https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const OF_LAMBDA = /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_(DEFAULT_REGION|REGION|EXECUTION_ENV|LAMBDA_\w+|ACCESS_KEY|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN))$/;

const OF_LIBRARY: readonly string[] = Object.values(ENVIRONMENT);

function checkEnvironment(name: string, environment: { [name: string]: string } = {}): void {
  for (const [variable, value] of Object.entries(environment)) {
    if (OF_LIBRARY.includes(variable) || OF_LAMBDA.test(variable)) {
      throw new Error(`"${name}" has ${shown(variable)}, which ${OF_LIBRARY.includes(variable) ? 'the library' : 'Lambda'} sets: use another name`);
    }
    if (!/^[a-zA-Z]\w+$/.test(variable)) {
      throw new Error(`"${name}" has ${shown(variable)}, which Lambda does not take: begin with a letter, then use letters, digits and _`);
    }
    if (typeof value !== 'string') {
      throw new Error(`"${name}.${variable}" is ${shown(value)}: use a string`);
    }
  }
}
