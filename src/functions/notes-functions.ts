import { RemovalPolicy } from 'aws-cdk-lib';
import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { timeBudgetVariable } from './checked-time-budget';
import { variablesSizeCheck } from './environment-variables';
import { bundledCode, NotesFunction } from './notes-function';
import { NotesFunctionOptions } from './notes-function-options';
import { NotesNetwork } from './notes-network';
import { ENVIRONMENT } from '../contract/environment';
import { NotesOperation, Operation, operationsWith } from '../contract/operations';
import { NotesOption } from '../contract/options';
import { TimeBudgetMillis } from '../contract/time-budget';

export interface NotesFunctionsProps {
  readonly table: ITable;
  readonly network?: NotesNetwork;
  /** By the name of the operation. */
  readonly options: Record<string, NotesFunctionOptions>;
  readonly tracing: boolean;
  readonly removalPolicy: RemovalPolicy;
  readonly callerId?: readonly string[];
  readonly isSigned?: boolean;
  readonly timeBudget: TimeBudgetMillis;
  readonly requireIfMatch?: boolean;
  readonly corsOrigins?: readonly string[];
  /** The values of these variables. */
  readonly rowsNeverExpire?: string;
  readonly noTransactions?: string;
  /** How long deleted notes stay in the trash; undefined without one. */
  readonly trashSeconds?: number;
}

/** The functions by the name of their operation. */
export function notesFunctions(
  scope: Construct,
  operations: NotesOperation[],
  apiOptions: readonly NotesOption[],
  props: NotesFunctionsProps,
): { [operation: string]: Function } {
  const {
    callerId, corsOrigins, isSigned, noTransactions, options, requireIfMatch, rowsNeverExpire, timeBudget, trashSeconds, ...shared
  } = props;
  const code = bundledCode();
  const check = variablesSizeCheck(scope);
  const budget = timeBudgetVariable(timeBudget);
  const definitions = operationsWith(apiOptions);
  return Object.fromEntries(operations.map((name) => {
    const operation = definitions[name];
    const id = operation.handler.charAt(0).toUpperCase() + operation.handler.slice(1);
    const environment = {
      [ENVIRONMENT.tableName]: shared.table.tableName,
      ...callerId && { [ENVIRONMENT.callerId]: JSON.stringify(callerId) },
      ...isSigned && { [ENVIRONMENT.signedCallers]: 'true' },
      ...corsOrigins && { [ENVIRONMENT.corsOrigins]: JSON.stringify(corsOrigins) },
      ...budget && { [ENVIRONMENT.timeBudget]: budget },
      ...requireIfMatch && canRequirePrecondition(operation) && { [ENVIRONMENT.requireIfMatch]: 'true' },
      ...rowsNeverExpire && { [ENVIRONMENT.rowsNeverExpire]: rowsNeverExpire },
      ...noTransactions && operation.requests.includes('TransactWriteItems') && { [ENVIRONMENT.noTransactions]: noTransactions },
      ...operation.index && { [ENVIRONMENT.changes]: 'true' },
      ...trashSeconds !== undefined && { [ENVIRONMENT.trashSeconds]: `${trashSeconds}` },
      ...options[name].environment,
    };
    check(operation.handler, environment);
    return [name, new NotesFunction(scope, id, { ...shared, operation, code, options: options[name], environment }).lambda];
  }));
}

const canRequirePrecondition = ({ routes }: Operation): boolean =>
  routes.some(({ problems }) => problems.includes('precondition-required'));
