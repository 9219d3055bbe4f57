import { Connection, ConnectionOptions, NotesRequest } from './connection.ts';
import { Deadline } from './deadline.ts';
import { ConflictError, ProblemError } from './errors.ts';
import type { ChangesPage, ListedNote, ListQuery, Note, NoteFields, NotePatch, NotesPage, NoteState, View } from './notes.ts';
import type { components } from './openapi.ts';
import { send } from './send.ts';

type Created = components['schemas']['CreatedNote'];

/** How long a call may take. */
export interface CallOptions {
  /** Aborts the call. A write may have been carried out nevertheless. */
  readonly signal?: AbortSignal;

  /** Milliseconds for the call with all its attempts. That of the client by default. */
  readonly timeout?: number;
}

export interface NotesClientOptions extends ConnectionOptions {
  /** Milliseconds for a call with all its attempts. 30 seconds by default. */
  readonly timeout?: number;

  /** Gets a warning, once, when the API does not support idempotency keys. `console.warn` by default. */
  readonly onWarning?: (message: string) => void;
}

export interface CreateOptions extends CallOptions {
  /** Creates that have the same key and the same fields make one note, for 24 hours. Random by default. */
  readonly idempotencyKey?: string;
}

export interface EditOptions extends CallOptions {
  /**
   * Tells whether a note contains the change.
   *
   * It is asked when an attempt to write had no answer and the note has changed since then. Without it, the edit fails in that case.
   */
  readonly isDone?: (note: Note) => boolean;
}

export interface RemoveOptions extends CallOptions {
  /** Whether the note is deleted without going to the trash. False by default. */
  readonly permanent?: boolean;
}

/** Reads and writes the notes of a user. A call is repeated until it is answered or its time is over. */
export class NotesClient {
  private readonly connection: Connection;
  private areKeysSupported = true;

  constructor(private readonly options: NotesClientOptions) {
    this.connection = new Connection(options);
  }

  /** Stores a new note. However often it is sent, it makes one note. */
  async create(note: NoteFields, { idempotencyKey = newKey(), ...options }: CreateOptions = {}): Promise<Note> {
    const deadline = this.deadline(options);
    const { noteId, ...state } = await this.createOnce(note, idempotencyKey, deadline);
    const { content, title, tags } = note;
    return { id: noteId, content, ...title !== undefined && { title }, ...tags !== undefined && { tags }, ...state };
  }

  /** Reads a note. */
  async get(id: string, options?: CallOptions): Promise<Note> {
    return await this.read({ id }, this.deadline(options)) as Note;
  }

  /** Lists notes, the newest first. It reads a page when the notes of the page before are used up. */
  async *list<V extends View = 'full'>(query: ListQuery<V> = {}, options?: CallOptions): AsyncGenerator<ListedNote<V>, void, undefined> {
    let { cursor } = query;
    do {
      const { notes, nextCursor } = await this.page({ ...query, cursor }, options);
      yield* notes;
      cursor = nextCursor;
    } while (cursor !== undefined);
  }

  /** Reads one page of a list. The `nextCursor` of a page is the `cursor` of the next one. */
  async page<V extends View = 'full'>(query: ListQuery<V> = {}, options?: CallOptions): Promise<NotesPage<V>> {
    return await this.read({ query }, this.deadline(options)) as NotesPage<V>;
  }

  /** Replaces a note: fields that are left out are removed. */
  async replace({ id, etag }: NoteState, note: NoteFields, options?: CallOptions): Promise<Note> {
    return await this.write({ method: 'PUT', id, body: note }, etag, this.deadline(options)) as Note;
  }

  /** Changes some fields of a note. */
  async update({ id, etag }: NoteState, patch: NotePatch, options?: CallOptions): Promise<Note> {
    return this.patch({ id, etag }, patch, this.deadline(options));
  }

  /** Deletes a note. */
  async remove({ id, etag }: NoteState, { permanent, ...options }: RemoveOptions = {}): Promise<void> {
    try {
      await this.write({ method: 'DELETE', id, query: { permanent } }, etag, this.deadline(options));
    } catch (error) {
      if (!isGone(error)) {
        throw error;
      }
    }
  }

  /**
   * Reads a note, changes it, and writes it, again and again until nobody else has changed it in between.
   *
   * Without a patch, the note stays as it is.
   */
  async edit(
    id: string, change: (note: Note) => NotePatch | undefined | Promise<NotePatch | undefined>, { isDone, ...options }: EditOptions = {},
  ): Promise<Note> {
    const deadline = this.deadline(options);
    let note = await this.read({ id }, deadline) as Note;
    for (;;) {
      const patch = await change(note);
      if (!patch) {
        return note;
      }
      try {
        return await this.patch(note, patch, deadline);
      } catch (error) {
        const isUndecided = error instanceof ConflictError && error.isOutcomeUnknown && !isDone;
        if (!(error instanceof ConflictError) || !error.current || isUndecided || deadline.left <= 0) {
          throw error;
        }
        note = error.current;
        if (error.isOutcomeUnknown && isDone!(note)) {
          return note;
        }
      }
    }
  }

  /** Restores a note from the trash. The API needs `trash`. */
  async restore({ id, etag }: NoteState, options?: CallOptions): Promise<Note> {
    const deadline = this.deadline(options);
    try {
      return await this.write({ method: 'POST', id, action: 'restore' }, etag, deadline) as Note;
    } catch (error) {
      if (isGone(error)) {
        // It is no longer in the trash if an earlier attempt has restored it.
        return await this.read({ id }, deadline) as Note;
      }
      throw error;
    }
  }

  /** Reads the changes since an earlier call, or all of them. With `now`, only where to begin. The API needs `changes`. */
  async changes(since = '', { limit, ...options }: CallOptions & { readonly limit?: number } = {}): Promise<ChangesPage> {
    return await this.read({ query: { since, limit } }, this.deadline(options)) as ChangesPage;
  }

  private async createOnce(body: NoteFields, idempotencyKey: string, deadline: Deadline): Promise<Created> {
    const create = { method: 'POST', body } as const;
    if (this.areKeysSupported) {
      try {
        const headers = { 'Idempotency-Key': idempotencyKey };
        return await send(this.connection, { ...create, headers, isRepeatable: true }, deadline) as Created;
      } catch (error) {
        if (!(error instanceof ProblemError && error.code === 'idempotency-unsupported')) {
          throw error;
        }
        this.warnOfKeys();
      }
    }
    return await send(this.connection, { ...create, isRepeatable: false }, deadline) as Created;
  }

  private warnOfKeys(): void {
    if (this.areKeysSupported) {
      this.areKeysSupported = false;
      const { onWarning = console.warn } = this.options;
      onWarning('the notes API does not support idempotency keys: a create without an answer is not repeated, and fails with "isOutcomeUnknown"');
    }
  }

  private async patch({ id, etag }: NoteState, body: NotePatch, deadline: Deadline): Promise<Note> {
    return await this.write({ method: 'PATCH', id, body }, etag, deadline) as Note;
  }

  private async read(request: Pick<NotesRequest, 'id' | 'query'>, deadline: Deadline): Promise<unknown> {
    return send(this.connection, { ...request, method: 'GET', isRepeatable: true }, deadline);
  }

  private async write(request: Omit<NotesRequest, 'headers' | 'isRepeatable'>, etag: string, deadline: Deadline): Promise<unknown> {
    return send(this.connection, { ...request, headers: { 'If-Match': etag }, isRepeatable: true }, deadline);
  }

  private deadline({ timeout = this.options.timeout ?? 30_000, signal }: CallOptions = {}): Deadline {
    return new Deadline(timeout, signal);
  }
}

/** Whether a note is not there, perhaps because an attempt without an answer was carried out. */
const isGone = (error: unknown): boolean => error instanceof ProblemError && error.code === 'note-not-found' && error.isOutcomeUnknown;

/** Pages that are not served with HTTPS have no `crypto.randomUUID`. */
const newKey = (): string => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
