import { ENVIRONMENT } from '../../src/contract/environment';
import { TABLE } from '../../src/contract/table';

export const TABLE_NAME = process.env[ENVIRONMENT.tableName];

/** The condition that there is no such row. */
export const IS_NEW = `attribute_not_exists(${TABLE.sortKey})`;

/** A write's condition tells with the row itself whether there is no such note or another state of it. */
export const WITH_CURRENT_ITEM = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
