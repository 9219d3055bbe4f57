/** The limits of sizes and counts. */
export const LIMITS = {
  /** DynamoDB's limit of a partition key. */
  userIdBytes: 2048,
  /** DynamoDB's limit of a sort key. */
  noteIdBytes: 1024,
  chosenIdCharacters: 128,
  titleBytes: 1024,
  tags: 50,
  tagBytes: 128,
  /** DynamoDB's limit of an item: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items */
  itemBytes: 409_600,
  /** The room that a note leaves for the attributes of its tombstone. */
  tombstoneBytes: 128,
  /** The body of the largest note: JSON may write a byte in six, as `\u0000`. */
  bodyBytes: 6 * 409_600,
  /** The maximum depth of arrays and objects in a body. */
  bodyDepth: 100,
  /** DynamoDB's limit of operands for IN. */
  entityTags: 100,
  idempotencyKeyCharacters: 255,
  /** UTF-16 code units of the content in a summary. */
  snippetCharacters: 200,
} as const;
