/** The names of the key attributes and of the TTL attribute of the table. */
export const TABLE = {
  partitionKey: 'PK',
  sortKey: 'SK',
  timeToLive: 'expiresAt',
} as const;
