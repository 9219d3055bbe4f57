import type { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { unknownOutcome } from './request';
import { attemptsOf } from '../dynamodb/send';
import { etag, Note, noteDocument } from '../note/note';
import { Problem } from '../note/problem';

/** The problem of a write whose condition failed; `current` is the stored note. After an open attempt that proves nothing. */
export function conflict(error: ConditionalCheckFailedException, current: Note | undefined, uncertainty: string): Problem {
  if (attemptsOf(error).isOpen) {
    return unknownOutcome(uncertainty, error);
  }
  return current
    ? new Problem('precondition-failed', { current: noteDocument(current) }, { headers: { ETag: etag(current) } })
    : new Problem('note-not-found');
}
