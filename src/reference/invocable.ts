import { IPrincipal } from 'aws-cdk-lib/aws-iam';
import { checkedList, shown } from '../cdk/checked-values';
import { NotesOperation } from '../contract/operations';
import { NotesOption } from '../contract/options';

/** What callers of a notes API can be granted. */
export interface Invocable {
  readonly operations: NotesOperation[];
  /** Undefined for an API of a version of this package without options. */
  readonly options?: readonly NotesOption[];
  /** Whether callers sign their requests. */
  readonly isSigned: boolean;
  /** The callers that may restore notes. */
  readonly restorers?: WeakSet<IPrincipal>;
}

/** The operations in their declared order, each once; all of them without an argument. */
export function checkedOperations(asked?: NotesOperation[]): NotesOperation[] {
  const all = Object.values(NotesOperation);
  if (asked === undefined) {
    return all;
  }
  const remedy = `leave it out for all operations, or list some of ${all.join(', ')}`;
  for (const operation of checkedList('operations', asked, remedy)) {
    if (!all.includes(operation)) {
      throw new Error(`"operations" has ${shown(operation)}, which is not an operation: ${remedy}`);
    }
  }
  return all.filter((operation) => asked.includes(operation));
}
