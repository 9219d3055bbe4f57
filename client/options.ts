import type { ConnectionOptions } from './connection.ts';
import type { Note } from './notes.ts';

export interface NotesClientOptions extends ConnectionOptions {
  /** Milliseconds for a call with all its attempts. By default, 30 seconds. */
  readonly timeout?: number;

  /** Receives a warning, once, if the API does not support idempotency keys. `console.warn` by default. */
  readonly onWarning?: (message: string) => void;
}

/** How long a call may take. */
export interface CallOptions {
  /** Aborts the call. A write may still have been carried out. */
  readonly signal?: AbortSignal;

  /** Milliseconds for the call with all its attempts. By default, the timeout of the client. */
  readonly timeout?: number;
}

export interface CreateOptions extends CallOptions {
  /** Creates with the same key and the same fields make only one note, for 24 hours. By default, a random key. */
  readonly idempotencyKey?: string;
}

export interface EditOptions extends CallOptions {
  /**
   * Whether a note contains the change already.
   *
   * Called when an attempt to write got no answer and the note has changed since. Without it, the edit fails in that case.
   */
  readonly isDone?: (note: Note) => boolean;
}

export interface RemoveOptions extends CallOptions {
  /** Whether to delete the note without moving it to the trash. False by default. */
  readonly permanent?: boolean;
}

export interface ChangesOptions extends CallOptions {
  /** The number of changes on a page. */
  readonly limit?: number;
}
