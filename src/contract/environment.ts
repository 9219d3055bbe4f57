/** What the construct tells a function: the names of its environment variables. */
export const ENVIRONMENT = {
  tableName: 'TABLE_NAME',
  /** JSON of the parts of the time budget that differ from the defaults. */
  timeBudget: 'TIME_BUDGET',
  /** `true` when a write has to name the state that it changes. */
  requireIfMatch: 'REQUIRE_IF_MATCH',
} as const;
