import { NotesOperation } from '../contract/operations';

/** What of a notes API callers can be granted. */
export interface Grantable {
  readonly operations: NotesOperation[];
  /** Whether callers sign their requests. */
  readonly isSigned: boolean;
}
