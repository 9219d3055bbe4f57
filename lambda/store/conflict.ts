import type { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { unknownOutcome } from './request';
import { etag, Note, noteDocument } from '../note/note';
import { Problem } from '../note/problem';

/** Whether there was more than one attempt: an earlier one may have succeeded, with only its response lost. */
export const wasRetried = ({ $metadata: { attempts = 1 } }: ConditionalCheckFailedException): boolean => attempts > 1;

/** The problem of a write whose condition failed; `current` is the stored note. */
export function conflict(error: ConditionalCheckFailedException, current: Note | undefined, uncertainty: string): Problem {
  if (wasRetried(error)) {
    return unknownOutcome(uncertainty, error);
  }
  return current
    ? new Problem('precondition-failed', { current: noteDocument(current) }, { headers: { ETag: etag(current) } })
    : new Problem('note-not-found');
}
