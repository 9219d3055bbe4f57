import { CpuMillis } from './billed-duration';
import { NotesOperation, OPERATIONS } from '../../src/contract/operations';
import { ColumnName } from '../handlers/columns';
import { HandlersResults } from '../handlers/handlers';
import { ALL } from '../handlers/summary';

/** The processor time of the functions, measured on the Node.js that they run on. */
export function cpuMillis({ nodes: [{ rows }] }: HandlersResults): CpuMillis {
  const millis = (subject: string, column: ColumnName) => rows.package[subject][column].median / 1_000;
  return {
    load: millis(ALL, 'load'),
    firstInvocation: millis(ALL, 'first'),
    early: millis(ALL, 'early'),
    warm: Object.fromEntries(
      Object.values(NotesOperation).map((operation) => [operation, millis(OPERATIONS[operation].handler, 'warm')]),
    ) as CpuMillis['warm'],
  };
}
