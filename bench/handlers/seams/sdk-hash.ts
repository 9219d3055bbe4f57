/** Replaces `lambda/dynamodb/sha256.ts`. */
export { Sha256 } from '@smithy/core/checksum';
