/** The names of the environment variables that the construct sets for a function. */
export const ENVIRONMENT = {
  tableName: 'TABLE_NAME',
  /** JSON of the parts of the time budget that differ from the defaults. */
  timeBudget: 'TIME_BUDGET',
  /** `true` when a write requires a precondition. */
  requireIfMatch: 'REQUIRE_IF_MATCH',
  /** JSON of the path to the caller's user id in the `authorizer` of the request context; unset when the API does not identify callers. */
  callerId: 'CALLER_ID',
  /** `true` when API Gateway only accepts signed requests. */
  signedCallers: 'SIGNED_CALLERS',
  /** JSON of the origins whose pages may read responses; unset when there are none. */
  corsOrigins: 'CORS_ORIGINS',
  /** `true` when the table is known to have no TTL on `expiresAt`; an expired row then counts like any other. */
  rowsNeverExpire: 'ROWS_NEVER_EXPIRE',
  /** `true` when the table is known to support no transactions. */
  noTransactions: 'NO_TRANSACTIONS',
  /** The seconds that deleted notes stay in the trash; unset without a trash. */
  trashSeconds: 'TRASH_SECONDS',
  /** `true` when a list can show changes. */
  changes: 'CHANGES',
} as const;
