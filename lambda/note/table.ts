import { ENVIRONMENT } from '../../src/contract/environment';

export const TABLE_NAME = process.env[ENVIRONMENT.tableName];

/** A write's condition tells with the row itself whether there is no such note or another state of it. */
export const WITH_CURRENT_ITEM = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
