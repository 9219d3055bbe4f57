import { RemovalPolicy } from 'aws-cdk-lib';
import { checkedList, shown } from './checked-values';
import { NotesOperation } from './contract/operations';
import { NotesAuthorization } from './notes-authorization';

/** What nothing can be kept with: there are no snapshots of a DynamoDB table to make on removal. */
const REMOVAL_POLICIES: RemovalPolicy[] = Object.values(RemovalPolicy).filter((policy) => policy !== RemovalPolicy.SNAPSHOT);

/** The operations in their own order, each once; all of them when none are named. */
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

export function checkedAuthorization(authorization: NotesAuthorization): NotesAuthorization {
  // Not instanceof: an app can hold two copies of this package.
  if (typeof authorization?._bind !== 'function') {
    throw new Error(`"authorization" is ${shown(authorization)}: use what a method of NotesAuthorization returns, such as NotesAuthorization.iam()`);
  }
  return authorization;
}

export function checkedRemovalPolicy(policy: RemovalPolicy): RemovalPolicy {
  if (!REMOVAL_POLICIES.includes(policy)) {
    throw new Error(`"removalPolicy" is ${shown(policy)}, which a table does not have: use one of ${REMOVAL_POLICIES.join(', ')}`);
  }
  return policy;
}
