/** The time, the target and the body of requests whose signatures are compared with those of the SDK's signer. */
export const SIGNING_VECTORS = [
  ['2026-01-01T08:30:00.000Z', 'DynamoDB_20120810.GetItem', '{"TableName":"Notes"}'],
  ['2026-01-01T08:30:59.999Z', 'DynamoDB_20120810.PutItem', '{"content":"Grüße 👋"}'],
  ['2026-01-02T00:00:00.000Z', 'DynamoDB_20120810.Query', '{}'],
] as const;
