import type { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { unknownOutcome } from './request';
import { etag, Note, noteDocument } from '../note/note';
import { Problem } from '../note/problem';

/** Whether DynamoDB was asked more than once: an earlier attempt may have been carried out, and only its answer lost. */
export const wasRetried = ({ $metadata: { attempts = 1 } }: ConditionalCheckFailedException): boolean => attempts > 1;

/** Why a write whose condition did not hold is refused; `current` is the note that stands there. */
export function conflict(error: ConditionalCheckFailedException, current: Note | undefined, uncertainty: string): Problem {
  if (wasRetried(error)) {
    return unknownOutcome(uncertainty, error);
  }
  return current
    ? new Problem('precondition-failed', { current: noteDocument(current) }, { headers: { ETag: etag(current) } })
    : new Problem('note-not-found');
}
