import { ConflictError, Note, NotesClient } from 'cdk-notes-api-client';
import { Draft, Drafts, newId, sameText, Text, textOf } from './drafts';
import { isMissing } from './failures';
import { ListedNote, Listing } from './listing';
import { Outbox } from './outbox';
import { Status } from './status';

/** How long a user waits before a draft counts as waiting for the connection. */
const TIMEOUT_MS = 8_000;

/** The events of the notebook. */
export interface NotebookEvents {
  /** The state has changed. */
  onChange(): void;
  /** A draft of a new note has become a note. */
  onCreated(draftId: string, id: string): void;
  onSignedOut(): void;
}

/** The notes of a user: those of the API, and the drafts on this device. */
export class Notebook {
  /** Why the list is not up to date. */
  listProblem?: string;
  isLoading = false;

  private readonly listing = new Listing();
  private readonly notes = new Map<string, Note>();
  private readonly status: Status;
  private readonly outbox: Outbox;

  constructor(private readonly client: NotesClient, private readonly drafts: Drafts, private readonly events: NotebookEvents) {
    this.status = new Status(() => events.onSignedOut());
    this.outbox = new Outbox(client, TIMEOUT_MS, drafts, this.status, {
      onChange: () => events.onChange(),
      onSaved: (draftId, note) => this.saved(draftId, note),
    });
  }

  /** The last thing that happened, in a sentence. */
  get message(): string {
    return this.status.message;
  }

  get isOffline(): boolean {
    return this.status.isOffline;
  }

  get unsaved(): Draft[] {
    return this.drafts.all;
  }

  get listed(): ListedNote[] {
    return this.listing.notes;
  }

  get hasMore(): boolean {
    return this.listing.cursor !== undefined;
  }

  draft(id: string): Draft | undefined {
    return this.drafts.get(id);
  }

  /** The note as the user last saw it from the API. */
  note(id: string): Note | undefined {
    return this.notes.get(id);
  }

  text(id: string): Text | undefined {
    const note = this.notes.get(id);
    return this.drafts.get(id)?.text ?? (note && textOf(note));
  }

  async load(): Promise<void> {
    await this.loadPage(undefined);
  }

  async loadMore(): Promise<void> {
    await this.loadPage(this.listing.cursor);
  }

  /** Reads a note. Rejects with a sentence for the user. */
  async open(id: string): Promise<void> {
    try {
      this.keep(await this.client.get(id, { timeout: TIMEOUT_MS }));
      this.status.answered();
    } catch (error) {
      throw new Error(this.status.explain(error));
    } finally {
      this.events.onChange();
    }
  }

  /** Begins a note. It is sent when it is saved. */
  begin(): string {
    const id = newId();
    this.put({ id, text: { title: '', content: '' } });
    return id;
  }

  write(id: string, text: Text): void {
    const draft = this.drafts.get(id) ?? { id, base: this.notes.get(id)! };
    const isUnchanged = draft.base && !('outgoing' in draft) && !('trouble' in draft) && sameText(text, textOf(draft.base));
    if (isUnchanged) {
      this.drafts.delete(id);
    } else {
      this.put({ ...draft, text, isQueued: false });
    }
    this.status.message = this.drafts.isStored ? '' : 'There is no room for drafts on this device. Save this note before you leave the page.';
    this.events.onChange();
  }

  /** Sends a draft, now or when there is a connection again. */
  async save(id: string): Promise<void> {
    const draft = this.drafts.get(id);
    if (draft) {
      const { trouble, ...others } = draft;
      const base = trouble?.kind === 'changed' ? trouble.current : draft.base;
      this.put({ ...others, ...base && { base }, outgoing: draft.outgoing ?? draft.text, isQueued: true });
      await this.send();
    }
  }

  /** Saves the text of a note that somebody else has deleted as a new note. */
  async saveAsNew(id: string): Promise<void> {
    const { text } = this.drafts.get(id)!;
    const copy = this.begin();
    this.put({ id: copy, text });
    this.drafts.delete(id);
    this.forget(id);
    this.events.onCreated(id, copy);
    await this.save(copy);
  }

  /** Forgets a draft. The note stays as it is. */
  discard(id: string): void {
    const { trouble } = this.drafts.get(id) ?? {};
    this.drafts.delete(id);
    if (trouble?.kind === 'changed') {
      this.keep(trouble.current);
    } else if (trouble?.kind === 'deleted') {
      this.forget(id);
    }
    this.status.message = 'Discarded your text.';
    this.events.onChange();
  }

  /** Deletes a note. Resolves to whether it was deleted. */
  async remove(id: string): Promise<boolean> {
    try {
      await this.client.remove(this.notes.get(id)!, { timeout: TIMEOUT_MS });
      this.status.answered();
    } catch (error) {
      if (error instanceof ConflictError) {
        this.status.message = 'Not deleted: somebody has changed this note. It is shown as it is now.';
        await this.open(id).catch(() => undefined);
        return false;
      }
      if (!isMissing(error)) {
        this.status.message = `Not deleted. ${this.status.explain(error)}`;
        this.events.onChange();
        return false;
      }
    }
    this.drafts.delete(id);
    this.forget(id);
    this.status.message = 'Deleted.';
    this.events.onChange();
    return true;
  }

  /** Reports the connection of the browser. Without a connection, drafts wait; with one, they are sent at once. */
  connected(isConnected: boolean): void {
    this.status.isOffline = !isConnected;
    this.events.onChange();
    void this.send();
  }

  /** Sends waiting drafts. */
  async send(): Promise<void> {
    await this.outbox.send();
  }

  /** Ends the work for this user. */
  close(): void {
    this.outbox.close();
  }

  /** Forgets the drafts of this user on this device. */
  discardAll(): void {
    this.drafts.all.forEach(({ id }) => this.drafts.delete(id));
  }

  private saved(draftId: string, note: Note): void {
    this.keep(note);
    if (draftId !== note.id) {
      this.events.onCreated(draftId, note.id);
    }
  }

  private put(draft: Draft): void {
    this.drafts.put(draft);
    this.events.onChange();
  }

  /** Shows a note as it is now in the list, too. */
  private keep(note: Note): void {
    this.notes.set(note.id, note);
    this.listing.show(note);
  }

  private forget(id: string): void {
    this.notes.delete(id);
    this.listing.remove(id);
  }

  private async loadPage(cursor: string | undefined): Promise<void> {
    this.isLoading = true;
    this.events.onChange();
    try {
      this.listing.add(await this.client.page({ view: 'summary', cursor }, { timeout: TIMEOUT_MS }), cursor);
      this.listProblem = undefined;
      this.status.answered();
    } catch (error) {
      this.listProblem = this.status.explain(error);
    } finally {
      this.isLoading = false;
      this.events.onChange();
    }
  }
}
