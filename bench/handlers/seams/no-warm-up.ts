/** Replaces `lambda/dynamodb/warm-up.ts`. */
export const warmUp = async (): Promise<void> => {};
