import { isSignedOut, isUnreachable, sentenceOf } from './failures';

/** The last event, and the state of the connection. */
export class Status {
  /** The last thing that happened, in a sentence. */
  message = '';
  isOffline = false;

  constructor(private readonly onSignedOut: () => void) {}

  /** The API has answered. */
  answered(): void {
    this.isOffline = false;
  }

  /** A sentence for the user. */
  explain(error: unknown): string {
    this.isOffline = isUnreachable(error);
    if (isSignedOut(error)) {
      this.onSignedOut();
    }
    return sentenceOf(error);
  }
}
