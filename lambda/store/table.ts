import { ENVIRONMENT } from '../../src/contract/environment';
import { TABLE } from '../../src/contract/table';

export const TABLE_NAME = process.env[ENVIRONMENT.tableName];

export const HAS_TRANSACTIONS = process.env[ENVIRONMENT.noTransactions] !== 'true';

/** The condition that the row does not exist. */
export const IS_NEW = `attribute_not_exists(${TABLE.sortKey})`;

/** A failed condition returns the row, which shows whether the note is missing or has another state. */
export const WITH_CURRENT_ITEM = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
