import { Lazy } from 'aws-cdk-lib';
import { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { finalProperties } from './final-properties';
import { isStronglyConsistent } from './strong-consistency';
import { TableProperties, tableResource } from './table-resource';
import { lacksTimeToLive } from './time-to-live';

/** The traits of a table that only synthesis knows: 'true', or a value that disappears from the template when the trait is absent. */
export interface TableTraits {
  /** There is no TTL on the attribute of the notes. */
  readonly rowsNeverExpire?: string;
  /** DynamoDB refuses transactions on it. */
  readonly noTransactions?: string;
}

/** The traits of a table, read when the template is made: until then, its properties can change. */
export function tableTraits(table: ITable): TableTraits {
  const resource = tableResource(table);
  if (!resource) {
    return {};
  }
  const properties = finalProperties(resource);
  const trait = (holds: (properties: TableProperties) => boolean): string => Lazy.uncachedString({
    // While the CDK only looks for references, the table is not rendered: it takes time.
    produce: ({ preparing }) => !preparing && holds(properties.value) ? 'true' : undefined,
  });
  return { rowsNeverExpire: trait(lacksTimeToLive), noTransactions: trait(isStronglyConsistent) };
}
