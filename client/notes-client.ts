import { Connection } from './connection.ts';
import { Deadline } from './deadline.ts';
import { Change, edited } from './edit.ts';
import { ProblemError } from './errors.ts';
import type { ChangesPage, ListedNote, ListQuery, Note, NoteFields, NotePatch, NotesPage, NoteState, View } from './notes.ts';
import type { components } from './openapi.ts';
import type { CallOptions, ChangesOptions, CreateOptions, EditOptions, NotesClientOptions, RemoveOptions } from './options.ts';
import type { NotesRequest } from './request.ts';
import { send } from './send.ts';

type Created = components['schemas']['CreatedNote'];

/** Reads and writes the notes of a user. Each call repeats its request until it is answered or the time is over. */
export class NotesClient {
  private readonly connection: Connection;
  private areKeysSupported = true;

  constructor(private readonly options: NotesClientOptions) {
    this.connection = new Connection(options);
  }

  /** Creates a note. Repeated requests make one note. */
  async create(note: NoteFields, { idempotencyKey = newKey(), ...options }: CreateOptions = {}): Promise<Note> {
    const { noteId, ...state } = await this.createOnce(note, idempotencyKey, this.deadline(options));
    const { content, title, tags } = note;
    return { id: noteId, content, ...title !== undefined && { title }, ...tags !== undefined && { tags }, ...state };
  }

  /** Reads a note. */
  async get(id: string, options?: CallOptions): Promise<Note> {
    return this.read<Note>({ id }, this.deadline(options));
  }

  /** Lists the notes of all pages, newest first by default. Reads each page when it is needed; `options` apply to each page. */
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
    return this.read<NotesPage<V>>({ query }, this.deadline(options));
  }

  /** Replaces a note. A title and tags that are left out are removed. */
  async replace(note: NoteState, fields: NoteFields, options?: CallOptions): Promise<Note> {
    return this.write<Note>(note, { method: 'PUT', body: fields }, this.deadline(options));
  }

  /** Changes the given fields of a note. */
  async update(note: NoteState, patch: NotePatch, options?: CallOptions): Promise<Note> {
    return this.patch(note, patch, this.deadline(options));
  }

  /** Deletes a note. */
  async remove(note: NoteState, { permanent, ...options }: RemoveOptions = {}): Promise<void> {
    await this.write<undefined>(note, { method: 'DELETE', query: { permanent } }, this.deadline(options)).catch(unlessGone);
  }

  /** Reads, changes and writes a note. Repeats this if somebody else has changed the note in between. */
  async edit(id: string, change: Change, options: EditOptions = {}): Promise<Note> {
    const deadline = this.deadline(options);
    return edited(await this.read({ id }, deadline), change, async (note, patch) => this.patch(note, patch, deadline), options, deadline);
  }

  /** Restores a note from the trash. Requires an API with `trash`. */
  async restore(note: NoteState, options?: CallOptions): Promise<Note> {
    const deadline = this.deadline(options);
    const restored = await this.write<Note>(note, { method: 'POST', action: 'restore' }, deadline).catch(unlessGone);
    return restored ?? this.read<Note>({ id: note.id }, deadline);
  }

  /**
   * Reads the changes since an earlier call, or all of them. Requires an API with `changes`.
   *
   * @param since the `nextSince` of the earlier call, or `now` for a starting point without changes
   */
  async changes(since = '', { limit, ...options }: ChangesOptions = {}): Promise<ChangesPage> {
    return this.read<ChangesPage>({ query: { since, limit } }, this.deadline(options));
  }

  private async createOnce(body: NoteFields, idempotencyKey: string, deadline: Deadline): Promise<Created> {
    const create = async (others: Pick<NotesRequest, 'headers' | 'isRepeatable'>) =>
      await send(this.connection, { method: 'POST', body, ...others }, deadline) as Created;
    if (this.areKeysSupported) {
      try {
        return await create({ headers: { 'Idempotency-Key': idempotencyKey }, isRepeatable: true });
      } catch (error) {
        if (!isProblem(error, 'idempotency-unsupported')) {
          throw error;
        }
        this.warnOfKeys();
      }
    }
    return create({ isRepeatable: false });
  }

  private warnOfKeys(): void {
    const { onWarning = console.warn } = this.options;
    if (this.areKeysSupported) {
      this.areKeysSupported = false;
      onWarning('The notes API does not support idempotency keys. A create that gets no answer is not repeated: it fails with "isOutcomeUnknown".');
    }
  }

  private async patch(note: NoteState, body: NotePatch, deadline: Deadline): Promise<Note> {
    return this.write<Note>(note, { method: 'PATCH', body }, deadline);
  }

  private async read<Document>(request: Pick<NotesRequest, 'id' | 'query'>, deadline: Deadline): Promise<Document> {
    return await send(this.connection, { ...request, method: 'GET', isRepeatable: true }, deadline) as Document;
  }

  /** The entity tag makes a write repeatable: it changes the state that it was meant for, or nothing. */
  private async write<Document>(
    { id, etag }: NoteState, request: Pick<NotesRequest, 'method' | 'action' | 'query' | 'body'>, deadline: Deadline,
  ): Promise<Document> {
    return await send(this.connection, { ...request, id, headers: { 'If-Match': etag }, isRepeatable: etag !== '*' }, deadline) as Document;
  }

  private deadline({ timeout = this.options.timeout ?? 30_000, signal }: CallOptions = {}): Deadline {
    return new Deadline(timeout, signal);
  }
}

const isProblem = (error: unknown, code: ProblemError['code']): error is ProblemError => error instanceof ProblemError && error.code === code;

/** Treats a missing note as the success of an earlier attempt without an answer. */
function unlessGone(error: unknown): undefined {
  if (!(isProblem(error, 'note-not-found') && error.isOutcomeUnknown)) {
    throw error;
  }
}

/** `crypto.randomUUID` is missing on pages without HTTPS. */
const newKey = (): string => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
