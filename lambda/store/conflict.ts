import type { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { unknownOutcome } from './request';
import { attemptsOf } from '../dynamodb/send';
import { Note, noteDocument } from '../note/note';
import { preconditionFailed } from '../note/precondition-failed';
import { Problem } from '../note/problem';

/**
 * The problem of a write whose condition failed. After an open attempt, the failure proves nothing; otherwise the problem contains the
 * note.
 */
export function conflict(
  error: ConditionalCheckFailedException, current: Note | undefined, uncertainty: string, document = noteDocument,
): Problem {
  if (attemptsOf(error).isOpen) {
    return unknownOutcome(uncertainty, error);
  }
  return current ? preconditionFailed(current, document) : new Problem('note-not-found');
}
