import { Lazy } from 'aws-cdk-lib';
import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { isStronglyConsistent } from './strong-consistency';
import { TableProperties, tableResource } from './table-resource';
import { lacksTimeToLive } from './time-to-live';
import { renderedProperties } from '../cdk/cfn-resources';

/** What only synthesis knows about a table: 'true', or a value that leaves the template when the trait is absent. */
export interface TableTraits {
  /** There is no TTL on the attribute of the notes. */
  readonly rowsNeverExpire?: string;
  /** DynamoDB refuses transactions on it. */
  readonly noTransactions?: string;
}

/** The traits of a table, read when the template is made: until then, its properties can change. */
export function tableTraits(table: ITable): TableTraits {
  const resource = tableResource(table);
  const trait = (holds: (properties: TableProperties) => boolean): string | undefined => resource && Lazy.uncachedString({
    // While the CDK only looks for references, the table is not rendered: it takes time.
    produce: ({ preparing }) => !preparing && holds(renderedProperties(resource)) ? 'true' : undefined,
  });
  return { rowsNeverExpire: trait(lacksTimeToLive), noTransactions: trait(isStronglyConsistent) };
}
