/** The names of the attributes that the table itself knows. */
export const TABLE = {
  partitionKey: 'PK',
  sortKey: 'SK',
  timeToLive: 'expiresAt',
} as const;
