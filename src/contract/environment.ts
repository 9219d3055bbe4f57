/** What the construct tells a function: the names of its environment variables. */
export const ENVIRONMENT = {
  tableName: 'TABLE_NAME',
  /** JSON of the parts of the time budget that differ from the defaults. */
  timeBudget: 'TIME_BUDGET',
  /** `true` when a write has to name the state that it changes. */
  requireIfMatch: 'REQUIRE_IF_MATCH',
  /** JSON of the members that lead to the caller's user id in the request context's `authorizer`; without it callers are not told apart. */
  callerId: 'CALLER_ID',
  /** `true` when API Gateway lets signed requests in alone. */
  signedCallers: 'SIGNED_CALLERS',
  /** JSON of the origins whose pages may read answers; without it no page of another origin may. */
  corsOrigins: 'CORS_ORIGINS',
} as const;
